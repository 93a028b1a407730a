"""Documents that admins add and remove."""

from collections.abc import Sequence
from typing import Final

from bot.choices import choice
from bot.documents import Added, Received
from bot.reply import Button, Keyboard, Reply
from bot.telegram_html import bold, cut, escape, quoted
from bot.texts import LANGUAGE_NAMES, Texts

MOST_LISTED: Final = 40
MOST_LABEL: Final = 60
MOST_TITLE: Final = 200
MOST_WARNINGS: Final = 5


def received_reply(received: Received, replaces: bool, _: Texts) -> Reply:
    """Show what was read of a document, and ask whether to take it in."""
    lines = [
        bold(cut(received.title, MOST_TITLE)),
        escape(f"{received.name} · {LANGUAGE_NAMES[received.language]}"),
        *([escape(cut(received.origin, MOST_TITLE))] if received.origin else []),
        escape(_("Passages: {count}").format(count=received.passages)),
        quoted(escape(received.opening)),
        *(_warning(warning, _) for warning in received.warnings[:MOST_WARNINGS]),
        escape(_("It takes the place of the document of this name.") if replaces else _("Add it to my documents?")),
    ]
    buttons = (
        Button(_("Add"), choice("add", received.token, 1)),
        Button(_("Cancel"), choice("add", received.token, 0)),
    )
    return Reply("\n".join(lines), (buttons,))


def _warning(text: str, _: Texts) -> str:
    return escape(_("Please look it through: {warning}").format(warning=cut(text, MOST_TITLE)))


def refused_reply(reason: str, _: Texts) -> Reply:
    """Say why a document cannot be taken in, or the documents not be changed."""
    return Reply(escape(" ".join([_("That does not work:"), reason])))


def working_reply(_: Texts) -> Reply:
    """Say that it takes a moment."""
    return Reply(escape(_("I am reading my documents anew. You can go on asking meanwhile.")))


def changed_reply(
    documents: int, passages: int, left_out: Sequence[str], _: Texts, in_part: Sequence[str] = ()
) -> Reply:
    """Say what the bot knows now, and which files are left out, or read in part."""
    lines = [
        escape(_("Done. Documents: {documents}, passages: {passages}").format(documents=documents, passages=passages))
    ]
    lines += [escape(_("Left out: {file}").format(file=cut(file, MOST_TITLE))) for file in left_out[:MOST_WARNINGS]]
    lines += [_warning(file, _) for file in in_part[:MOST_WARNINGS]]
    return Reply("\n".join(lines))


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
        return Reply(escape(_("No document was added here. To add one, send it to me as a file.")))
    buttons: Keyboard = tuple(
        (Button(cut(one.name, MOST_LABEL), choice("remove", one.token, "?")),) for one in added[:MOST_LISTED]
    )
    return Reply(escape(_("Which document shall I remove?")), buttons)


def confirm_removal_reply(one: Added, _: Texts) -> Reply:
    """Ask before a document is removed."""
    buttons = Button(_("Remove"), choice("remove", one.token, 1)), Button(_("Cancel"), choice("remove", one.token, 0))
    return Reply(escape(_("Remove {name}? The file is deleted.").format(name=one.name)), (buttons,))


def how_to_add_reply(endings: Sequence[str], megabytes: int, _: Texts) -> Reply:
    """Say how to add a document."""
    how = _("Send me the document as a file, of at most {megabytes} MB: {endings}")
    return Reply(escape(how.format(megabytes=megabytes, endings=", ".join(endings))))
