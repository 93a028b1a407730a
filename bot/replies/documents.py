"""Documents that admins add and remove."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from bot.choices import choice
from bot.documents import Added, Received
from bot.reply import Button, Keyboard, Reply
from bot.telegram_html import bold, cut, escape, quoted
from bot.texts import LANGUAGE_NAMES, Texts

if TYPE_CHECKING:
    from index.building import BuildReport

MOST_LEFT_OUT: Final = 5
MOST_LISTED: Final = 40
MOST_LABEL: Final = 60
MOST_TITLE: Final = 200


def received_reply(received: Received, replaces: bool, _: Texts) -> Reply:
    """Show what was read of a document, and ask whether to take it in."""
    lines = [
        bold(cut(received.title, MOST_TITLE)),
        escape(f"{received.name} · {LANGUAGE_NAMES[received.language]}"),
        *([escape(cut(received.origin, MOST_TITLE))] if received.origin else []),
        escape(_("Passages: {count}").format(count=received.passages)),
        quoted(escape(received.opening)),
        *(_warning(warning, _) for warning in received.warnings[:MOST_LEFT_OUT]),
        escape(
            _("There is a document of this name already. Replace it?") if replaces else _("Add it to my documents?")
        ),
    ]
    buttons = (
        Button(_("Replace") if replaces else _("Add"), choice("add", received.token, 1)),
        Button(_("Cancel"), choice("add", received.token, 0)),
    )
    return Reply("\n".join(lines), (buttons,))


def _warning(text: str, _: Texts) -> str:
    return escape(_("Please look it through: {warning}").format(warning=cut(text, MOST_TITLE)))


def refused_reply(reason: str, _: Texts) -> Reply:
    """Say why a document cannot be taken in, or the documents not be changed."""
    return Reply(escape(" ".join([_("That didn't work:"), reason])))


def working_reply(_: Texts) -> Reply:
    """Say that it takes a moment."""
    return Reply(escape(_("I'm reading my documents again. You can keep asking questions in the meantime.")))


def changed_reply(done: str, report: "BuildReport", _: Texts) -> Reply:
    """Say what was done, and what the bot knows now."""
    known = _("I now have {documents} documents with {passages} passages.")
    lines = [done, known.format(documents=report.documents, passages=report.passages)]
    named = [(problem.kind, f"{problem.path}: {problem.reason}") for problem in report.problems]
    left_out = [cut(text, MOST_TITLE) for kind, text in named if kind != "read in part"]
    lines += [_("Left out: {file}").format(file=file) for file in left_out[:MOST_LEFT_OUT]]
    shown = [escape(line) for line in lines if line]
    in_part = [text for kind, text in named if kind == "read in part"]
    return Reply("\n".join([*shown, *(_warning(text, _) for text in in_part[:MOST_LEFT_OUT])]))


def added_text(_: Texts) -> str:
    """Say that a document, `{name}`, was added."""
    return _("{name} has been added.")


def removed_text(_: Texts) -> str:
    """Say that one was removed."""
    return _("{name} has been removed.")


def up_to_date_reply(_: Texts) -> Reply:
    """Say that nothing has changed."""
    return Reply(escape(_("My documents have not changed.")))


def cancelled_document_reply(_: Texts) -> Reply:
    """Say that nothing was done."""
    return Reply(escape(_("Nothing was changed.")))


def gone_reply(_: Texts) -> Reply:
    """Say that a file is no longer there."""
    return Reply(escape(_("This file is no longer there. Please send it again.")))


def removable_reply(added: Sequence[Added], _: Texts) -> Reply:
    """List the documents that can be removed, a button each."""
    if not added:
        return Reply(escape(_("No documents have been added here yet. To add one, send it to me as a file.")))
    buttons: Keyboard = tuple(
        (Button(cut(one.name, MOST_LABEL), choice("remove", one.token, "?")),) for one in added[:MOST_LISTED]
    )
    return Reply(escape(_("Which document should I remove?")), buttons)


def confirm_removal_reply(one: Added, _: Texts) -> Reply:
    """Ask before a document is removed."""
    buttons = Button(_("Remove"), choice("remove", one.token, 1)), Button(_("Keep"), choice("remove", one.token, 0))
    return Reply(escape(_("Remove {name}? The file will be deleted.").format(name=one.name)), (buttons,))


def how_to_add_reply(endings: Sequence[str], megabytes: int, _: Texts) -> Reply:
    """Say how to add a document."""
    how = _("Send me the document as a file of up to {megabytes} MB: {endings}")
    return Reply(escape(how.format(megabytes=megabytes, endings=", ".join(endings))))
