"""What may go wrong with a file that is to be fetched; each message says what to do by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from loaders.fetch_files import Fetched, Wanted


class FetchError(ValueError):
    """One official file could not be fetched. `details` are the values that the message names."""

    says: ClassVar[str]

    def __init__(self, wanted: Wanted, *, status: int | None = None, **details: object) -> None:
        known = {"address": wanted.address, "home": wanted.home, "folder": wanted.path.parent, "status": status}
        super().__init__(f"{wanted.name}: {self.says.format_map({**known, **details})}")
        self.file, self.address, self.status, self.details = wanted.name, wanted.address, status, details


class NoAddress(FetchError):
    """The `.toml` names no address."""

    says = "careergraph knows no address for it; find it from {home} and put it into {folder} by hand"


class Gone(FetchError):
    """The publisher has nothing at the address."""

    says = (
        "it is no longer at {address} (HTTP {status}); look at {home} for where it went, then put the file into "
        "{folder} by hand"
    )


class Moved(FetchError):
    """The address leads to another site, `to`."""

    says = "{address} has moved to {to}, another site; if that is right, download it by hand into {folder}"


class Unencrypted(FetchError):
    """An https address leads to one without encryption, `to`."""

    says = (
        "{address} leads to {to}, which is not encrypted, so it is not followed; find the file from {home} and "
        "put it into {folder} by hand"
    )


class RedirectLoop(FetchError):
    """The address leads on without end."""

    says = "{address} leads from one address to the next without end, at last to {to}; find the file from {home}"


class Refused(FetchError):
    """The publisher does not serve programs, or not so many requests."""

    says = (
        "{host} refuses this program (HTTP {status}), as some publishers refuse all programs; open {address} in a "
        "browser and put the file into {folder} by hand"
    )


class Unavailable(FetchError):
    """The publisher answers with any other status than success."""

    says = (
        "{address} answers HTTP {status} instead of the file; run careergraph fetch again later, or look at {home}"
    )


class Unreachable(FetchError):
    """There is no connection to the publisher."""

    says = "cannot reach {host} ({reason}); is this machine online? Then run careergraph fetch again"


class TooSlow(FetchError):
    """Nothing came for as long as one waits."""

    says = "{host} sent nothing for {seconds:g} s{kept}; run careergraph fetch again later"


class CutOff(FetchError):
    """The connection broke in the middle, again and again."""

    says = "the download broke off {times} times, at last after {got}{kept}; run careergraph fetch again"


class TooLarge(FetchError):
    """The publisher sends more than any official file has."""

    says = "{address} sends more than {limit:,} bytes, so it cannot be the file; nothing was kept; look at {home}"


class WrongContent(FetchError):
    """What came is not a file of this kind."""

    says = (
        "{address} gave {found}, not {expected}; nothing was kept; look at {home} for where the file went, then "
        "put it into {folder} by hand"
    )


class FetchFailed(ValueError):
    """Some files could not be fetched: `errors` says why, `fetched` holds the others."""

    def __init__(self, errors: Sequence[FetchError], fetched: Sequence[Fetched]) -> None:
        files = len(errors) + len(fetched)
        heading = [f"{len(errors)} of {files} official files could not be fetched:"] if files > 1 else []
        super().__init__("\n".join((*heading, *map(str, errors))))
        self.errors, self.fetched = tuple(errors), tuple(fetched)
