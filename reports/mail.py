"""Mail: a report as a letter, through a server of the organisation's own."""

from __future__ import annotations

import os
import smtplib
import ssl
from email.message import EmailMessage
from typing import Literal

from pydantic import BaseModel, ConfigDict

from data.errors import InputError

KINDS = {
    "pdf": ("application", "pdf"),
    "xml": ("application", "xml"),
    "csv": ("text", "csv"),
    "html": ("text", "html"),
}
SECONDS = 30


class Mail(BaseModel):
    """The server that letters go through. The password stands in the environment, never in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    port: int = 587
    sender: str
    user: str | None = None
    password_from: str | None = None
    """Name of the environment variable that holds the password."""
    security: Literal["starttls", "tls", "none"] = "starttls"


class Letter(BaseModel):
    """What is sent to whom."""

    model_config = ConfigDict(frozen=True)

    to: tuple[str, ...]
    subject: str
    text: str
    html: bytes | None = None
    files: dict[str, bytes] = {}


def send(mail: Mail, letter: Letter) -> None:
    """Send one letter to each recipient: nobody sees who else got it. Raises InputError with the server's answer."""
    try:
        with _server(mail) as server:
            if mail.user:
                server.login(mail.user, os.environ.get(mail.password_from or "", ""))
            for to in letter.to:
                server.send_message(message(mail, letter, to))
    except (OSError, smtplib.SMTPException) as error:
        raise InputError("error.mail_not_sent", problem=str(error)) from error


def message(mail: Mail, letter: Letter, to: str) -> EmailMessage:
    """Put a letter into the form of a mail."""
    made = EmailMessage()
    made["From"], made["To"] = mail.sender, to
    made["Subject"] = " ".join(letter.subject.split())
    made.set_content(letter.text)
    if letter.html is not None:
        made.add_alternative(letter.html.decode(), subtype="html")
    for name, content in letter.files.items():
        main, sub = KINDS.get(name.rsplit(".", 1)[-1], ("application", "octet-stream"))
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made


def _server(mail: Mail) -> smtplib.SMTP:
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(mail.host, mail.port, timeout=SECONDS)
    if mail.security == "starttls":
        server.starttls(context=ssl.create_default_context())
    return server
