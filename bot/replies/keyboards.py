"""The buttons below messages."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from bot.buttons import REASONS, GiveReason, Rate, Reason, Translate, View
from bot.library import Library
from bot.reply import Button, Keyboard, Link
from bot.texts import LANGUAGE_NAMES, N_, Texts

REASON_TEXTS: Final[dict[Reason, str]] = {
    "wrong": N_("It doesn't answer my question"),
    "incomplete": N_("Something is missing"),
    "outdated": N_("It's out of date"),
    "unclear": N_("It's hard to understand"),
}


def answer_keyboard(view: View, library: Library, share: str, _: Texts) -> Keyboard:
    """Give the buttons of an answer for the side of it that is in sight; `share` is where its share button leads."""
    if view.face == "passage":
        others = library.languages(view.shown)
        languages = [Button("🌐", str(replace(view, face="languages")))] if others else []
        rating = [Button("👍", str(Rate(view, good=True))), Button("👎", str(Rate(view, good=False)))]
        return (_turning(view, _), (*rating, *languages, Link(_("Share"), share)))
    back = (Button(_("‹ Back"), str(replace(view, face="passage"))),)
    if view.face == "languages":
        others = library.languages(view.shown)
        return (tuple(Button(LANGUAGE_NAMES[other], str(Translate(view, other))) for other in others), back)
    if view.face == "reasons":
        reasons = tuple((Button(_(REASON_TEXTS[reason]), str(GiveReason(view, reason))),) for reason in REASONS)
        return (*reasons, back)
    return (back,)


def question_buttons(questions: Iterable[str], library: Library) -> Keyboard:
    """Give a button a row for each question that fits one."""
    presses = [(question, library.ask(question)) for question in questions]
    return tuple((Button(question, str(press)),) for question, press in presses if press)


def _turning(view: View, _: Texts) -> tuple[Button, ...]:
    buttons = [Button(_("Sources"), str(replace(view, face="sources")))]
    after = view.position + 1
    if after < len(view.passages):
        label = _("More {number}/{all} ›").format(number=after + 1, all=len(view.passages))
        buttons.insert(0, Button(label, str(replace(view, position=after))))
    if view.position:
        label = f"‹ {view.position}/{len(view.passages)}"
        buttons.insert(0, Button(label, str(replace(view, position=view.position - 1))))
    return tuple(buttons)
