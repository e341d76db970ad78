"""Read a Genius scenario: a domain file and the profiles beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from detente.errors import InvalidInput, NotSupported
from detente.exchange.genius_domain import Domain, read_domain
from detente.exchange.genius_profile import read_profile
from detente.exchange.grid import DEFAULT_LEVELS
from detente.exchange.limits import check_size, digest, files_of, folder_of, read_limited
from detente.exchange.scenario import Scenario
from detente.exchange.xml_safe import parse_xml

DOMAIN_TAG, PROFILE_TAG = "negotiation_template", "utility_space"


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    root: Element
    sha256: str
    notes: tuple[str, ...]


def read_genius(
    path: str | Path, *, profiles: Sequence[str | Path] = (), levels: int = DEFAULT_LEVELS
) -> Scenario:
    """Read a Genius scenario from XML files.

    Utilities are those of Genius 10.4, without its cut at 1: the sum over issues of weight ×
    evaluation, weights as read, evaluations divided by the largest one of their issue.

    Args:
        path: the folder, or its domain file.
        profiles: profile files, in the order of the parties; inside the folder unless they name
            another place. Without them: those that the domain names for its agents, else every
            profile in the folder by name.
        levels: points of the grid on which real issues are placed, both ends included.

    Raises:
        InvalidInput: files are missing, broken or hostile, or leave a utility undefined.
        NotSupported: a utility space is not additive, or the scenario is too large.
    """
    place = Path(path)
    folder = folder_of(place)
    warnings: list[str] = []
    domain_file, others = _find_domain(place, folder, warnings)
    domain = read_domain(domain_file.root, domain_file.name, levels=levels)
    warnings += domain.warnings
    chosen = _choose(folder, profiles, domain, others, warnings)
    check_size([issue for _, issue in domain.issues], len(chosen), domain_file.name)
    parties = []
    for name, file in chosen:
        party, notes = read_profile(file.root, file.name, domain, name=name)
        parties.append(party)
        warnings += [*file.notes, *notes]
    files = [domain_file, *(file for _, file in chosen)]
    return Scenario(
        domain.name if domain.name not in ("", "root") else Path(domain_file.name).stem,
        "genius",
        tuple(issue for _, issue in domain.issues),
        tuple(parties),
        tuple(warnings),
        {file.name: file.sha256 for file in files},
    )


def _parsed(path: Path) -> _File:
    data = read_limited(path)
    root, notes = parse_xml(data, path.name)
    return _File(path.name, root, digest(data), tuple(notes))


def _find_domain(place: Path, folder: Path, warnings: list[str]) -> tuple[_File, dict[str, _File]]:
    """Return the domain, and the profiles beside it by the names of their files."""
    read = _read_all(place, folder, warnings)
    domains = [file for file in read.values() if file.root.tag == DOMAIN_TAG]
    if place != folder:
        domains = [file for file in domains if file.name == place.name]
    if len(domains) != 1:
        names = ", ".join(file.name for file in domains)
        found = f"several domain files ({names}); name one" if domains else "no domain file"
        told = f"{place}: {found}; it begins with <{DOMAIN_TAG}>"
        raise InvalidInput("; ".join([told, *warnings]))
    warnings += domains[0].notes
    for name, file in read.items():
        if file.root.tag not in (DOMAIN_TAG, PROFILE_TAG):
            warnings.append(f"{name}: neither a domain nor a profile; left out")
    return domains[0], {n: file for n, file in read.items() if file.root.tag == PROFILE_TAG}


def _read_all(place: Path, folder: Path, warnings: list[str]) -> dict[str, _File]:
    """Return the XML files of the folder; a broken one is left out unless it was asked for."""
    read: dict[str, _File] = {}
    paths = files_of(folder, [".xml"])
    if place != folder and place.name not in {path.name for path in paths}:
        paths.append(place)
    for path in paths:
        try:
            read[path.name] = _parsed(path)
        except InvalidInput as problem:
            if place != folder and path.name == place.name:
                raise
            warnings.append(f"left out: {problem}")
    return read


def _choose(
    folder: Path,
    wanted: Sequence[str | Path],
    domain: Domain,
    here: dict[str, _File],
    warnings: list[str],
) -> list[tuple[str, _File]]:
    """Return names of parties with their profiles, and say what was left out."""
    agents = _agents(domain, here, warnings)
    if wanted:
        files = [_wanted(folder, Path(name), here) for name in wanted]
    elif agents:
        files = [here[name] for name in agents]
    else:
        files = list(here.values())
    if not files:
        told = f"{folder}: no profile there; it begins with <{PROFILE_TAG}>"
        raise InvalidInput("; ".join([told, *warnings]))
    if len({file.name for file in files}) < len(files):
        raise InvalidInput("a profile is named twice; each party has one")
    left = [name for name in here if name not in {file.name for file in files}]
    if left:
        why = "they were not asked for" if wanted else "the domain names others"
        warnings.append(f"profiles left out, as {why}: " + ", ".join(left))
    return [(agents.get(file.name) or Path(file.name).stem, file) for file in files]


def _wanted(folder: Path, path: Path, here: dict[str, _File]) -> _File:
    if path.parent == Path() and path.name in here:
        return here[path.name]
    at = path if path.is_file() else folder / path
    file = _parsed(at)
    if file.root.tag != PROFILE_TAG:
        raise NotSupported(f"{path}: not a profile; it begins with <{PROFILE_TAG}>")
    return file


def _agents(domain: Domain, here: dict[str, _File], warnings: list[str]) -> dict[str, str]:
    """Return profile file to name of agent, for files of this folder; others are not followed."""
    agents: dict[str, str] = {}
    for name, reference in domain.agents:
        if reference in here and reference not in agents:
            agents[reference] = name if name.strip() else ""
        elif reference:
            warnings.append("the domain names a profile that is not in this folder; not followed")
    return agents
