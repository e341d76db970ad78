"""Genius files, feature by feature. All scenarios are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import InvalidInput, NotSupported
from detente.exchange import Scenario, case_of_scenario, read_genius
from tests.exchange.agreement import CLOSE, DAY, imported, largest_difference
from tests.exchange.genius_files import (
    COLOUR,
    PLAIN_DOMAIN,
    SIZE,
    discrete,
    domain,
    issue,
    plain_profile,
    plain_scenario,
    profile,
    write,
)
from tests.exchange.genius_formula import GeniusProfile

RANGE = "<range lowerbound='-1.0' upperbound='3.0'/>"


def agrees(folder: Path, scenario: Scenario) -> bool:
    files = [GeniusProfile(folder / party.file) for party in scenario.parties]

    def worth(party: int, package: tuple[int, ...]) -> float:
        values = [i.options[o] for i, o in zip(scenario.issues, package, strict=True)]
        return files[party].worth(values)

    return largest_difference(scenario, worth) <= CLOSE


def one_party(folder: Path, over: str, evaluated: str, weight: float = 1.0) -> Scenario:
    write(folder, domain=domain(over), a=profile({1: weight}, evaluated))
    return read_genius(folder)


def test_evaluations_are_divided_by_the_largest_and_weights_kept_as_read(tmp_path: Path) -> None:
    scenario = read_genius(plain_scenario(tmp_path))
    assert scenario.name == "Paint"
    assert [party.name for party in scenario.parties] == ["a", "b"]
    assert scenario.parties[0].evaluations == ((1.0, 2 / 3, 1 / 3), (0.25, 1.0))
    assert agrees(tmp_path, scenario)
    case = imported(scenario)
    assert case.preferences["a"].weights["colour"].mid == 70
    assert case.preferences["a"].values["size"].points["small"].mid == 25
    assert scenario.warnings == ()


@pytest.mark.parametrize("weights", [(0.5, 0.4), (0.7, 0.3001), (0.9, 0.9), (0.0, 1.0), (0.0, 0.0)])
def test_weights_that_do_not_add_up_to_one(tmp_path: Path, weights: tuple[float, float]) -> None:
    write(tmp_path, domain=PLAIN_DOMAIN, a=plain_profile(weights=weights))
    scenario = read_genius(tmp_path)
    assert agrees(tmp_path, scenario)
    capped = [w for w in scenario.warnings if "cuts off at 1" in w]
    assert bool(capped) == (sum(weights) > 1)
    case = imported(scenario)
    scale_is_told = "100 × utility / 1.8" in case.preferences["a"].basis
    assert scale_is_told == (weights == (0.9, 0.9))


def test_weights_that_add_up_to_more_than_one_name_the_uncapped_value(tmp_path: Path) -> None:
    write(tmp_path, domain=PLAIN_DOMAIN, a=plain_profile(weights=(0.9, 0.9)))
    assert any("is worth 1.8," in warning for warning in read_genius(tmp_path).warnings)


def test_an_integer_issue_is_clipped_and_measured_from_its_lower_bound(tmp_path: Path) -> None:
    bounds = "lowerbound='2' upperbound='6'"
    over = issue(1, "Guns", "", kind="integer", bounds=bounds)
    steep = "<evaluator ftype='linear' slope='0.5' offset='-0.5'/>"
    scenario = one_party(tmp_path, over, issue(1, "Guns", steep, kind="integer", bounds=bounds))
    assert scenario.parties[0].evaluations == ((0.0, 0.0, 0.5, 1.0, 1.0),)
    assert agrees(tmp_path, scenario)
    assert imported(scenario).issues["guns"].option_ids == ("2", "3", "4", "5", "6")


def test_a_straight_integer_issue_needs_two_numbers_in_the_case(tmp_path: Path) -> None:
    bounds = "lowerbound='1' upperbound='50'"
    over = issue(1, "Height", "", kind="integer", bounds=bounds)
    line = "<evaluator ftype='linear' slope='-0.012244897959183673' offset='1.0'/>"
    scenario = one_party(tmp_path, over, issue(1, "Height", line, kind="integer", bounds=bounds))
    assert agrees(tmp_path, scenario)
    assert list(imported(scenario).preferences["a"].values["height"].points) == ["1", "50"]


@pytest.mark.parametrize(
    "evaluator",
    [
        "<evaluator ftype='linear' parameter0='0.2' parameter1='0.4'/>",
        "<evaluator ftype='constant' parameter0='0.35'/>",
        "<evaluator ftype='triangular' parameter0='-0.5' parameter1='2.6' parameter2='1.0'/>",
    ],
)
def test_real_issues_are_exact_on_a_grid_and_say_so(tmp_path: Path, evaluator: str) -> None:
    over = issue(1, "Price", RANGE, kind="real")
    write(
        tmp_path,
        domain=domain(over, issue(2, "Size", discrete(SIZE))),
        a=profile(
            {1: 0.6, 2: 0.4},
            issue(1, "Price", RANGE + evaluator, kind="real"),
            issue(2, "Size", discrete(SIZE, [0, 1])),
        ),
    )
    scenario = read_genius(tmp_path, levels=9)
    assert scenario.issues[0].levels == (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
    assert any("placed on 9 levels" in warning for warning in scenario.warnings)
    assert "placed on 9 levels" in imported(scenario).note
    assert agrees(tmp_path, scenario)


def test_indices_with_gaps_are_matched_by_number(tmp_path: Path) -> None:
    write(
        tmp_path,
        domain=domain(issue(2, "Colour", discrete(COLOUR)), issue(7, "Size", discrete(SIZE))),
        a=profile(
            {7: 0.4, 2: 0.6},
            issue(7, "Size", discrete(SIZE, [1, 2])),
            issue(2, "Colour", discrete(COLOUR, [1, 1, 4])),
        ),
    )
    scenario = read_genius(tmp_path)
    assert [i.name for i in scenario.issues] == ["Colour", "Size"]
    assert scenario.parties[0].weights == (0.6, 0.4)
    assert agrees(tmp_path, scenario)


def test_what_no_utility_depends_on_is_passed_over_and_named(tmp_path: Path) -> None:
    """Elements below a similarity function look like evaluations and are none."""
    similar = (
        "<similarity_function><item index='1' value='red' evaluation='90'/></similarity_function>"
    )
    write(
        tmp_path,
        domain=PLAIN_DOMAIN,
        a=profile(
            {1: 0.5, 2: 0.5},
            issue(1, "Colour", discrete(["red", *COLOUR], [9, 1, 2, 3]) + similar),
            issue(2, "Size", discrete([*SIZE, "huge"], [1, 4, 8])),
            issue(3, "Taste", discrete(["sour"], [1])),
        ),
    )
    scenario = read_genius(tmp_path)
    assert scenario.parties[0].evaluations == ((1 / 3, 2 / 3, 1.0), (0.125, 0.5))
    told = " / ".join(scenario.warnings)
    for part in (
        "'similarity_function' was passed over",
        "issue 1: a value is evaluated twice",
        "1 evaluated values are not in the domain",
        "issue 3 is not in the domain",
    ):
        assert part in told


def test_reservation_and_discount(tmp_path: Path) -> None:
    after = "<discount_factor value='0.5'/><reservation value='0.25'/>"
    scenario = read_genius(plain_scenario(tmp_path, after))
    party = scenario.parties[0]
    assert (party.reservation, party.discount) == (0.25, {"factor": 0.5})
    made = case_of_scenario(scenario, as_of=DAY)
    assert made.case.preferences["a"].no_deal is not None
    assert made.case.preferences["a"].no_deal.base.mid == 25
    assert "factor 0.5" in made.case.preferences["a"].basis
    assert any("discount factor 0.5 is recorded" in warning for warning in made.warnings)


@pytest.mark.parametrize("factor", ["0", "1.5", "-1"])
def test_a_discount_factor_that_genius_ignores(tmp_path: Path, factor: str) -> None:
    scenario = read_genius(plain_scenario(tmp_path, f"<discount_factor value='{factor}'/>"))
    assert scenario.parties[0].discount is None
    assert any("takes for 1" in warning for warning in scenario.warnings)


def test_the_domain_names_parties_and_chooses_their_profiles(tmp_path: Path) -> None:
    agents = "<agent name='Union' utility_space='b.xml'/><agent name='City' utility_space='a.xml'/>"
    named = domain(
        issue(1, "Colour", discrete(COLOUR)), issue(2, "Size", discrete(SIZE)), agents=agents
    )
    write(tmp_path, domain=named, a=plain_profile(), b=plain_profile(), c=plain_profile())
    scenario = read_genius(tmp_path)
    assert [(p.name, p.file) for p in scenario.parties] == [("Union", "b.xml"), ("City", "a.xml")]
    assert any("c.xml" in warning for warning in scenario.warnings)
    chosen = read_genius(tmp_path, profiles=["c.xml", "a.xml"])
    assert [p.name for p in chosen.parties] == ["c", "City"]
    assert any("b.xml" in warning and "not asked for" in warning for warning in chosen.warnings)


def test_a_reference_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, outside=plain_profile())
    agents = "<agent name='X' utility_space='../outside.xml'/>"
    named = domain(
        issue(1, "Colour", discrete(COLOUR)), issue(2, "Size", discrete(SIZE)), agents=agents
    )
    write(tmp_path / "in", domain=named, a=plain_profile())
    scenario = read_genius(tmp_path / "in")
    assert list(scenario.files) == ["domain.xml", "a.xml"]
    assert any("not followed" in warning for warning in scenario.warnings)


def test_text_before_the_xml_and_bytes_that_are_none(tmp_path: Path) -> None:
    """Genius lets both pass."""
    write(
        tmp_path,
        domain=b"made by hand\n<?xml version='1.0' encoding='UTF-8'?>" + PLAIN_DOMAIN.encode(),
        a=plain_profile().encode().replace(b"Colour", b"Colo\xfcr", 1),
    )
    scenario = read_genius(tmp_path)
    told = " / ".join(scenario.warnings)
    assert "text before the beginning" in told
    assert "a.xml: not UTF-8; read as Windows-1252" in told
    assert "another name" in told


def test_a_declared_encoding_is_used(tmp_path: Path) -> None:
    latin = "<?xml version='1.0' encoding='ISO-8859-1'?>" + PLAIN_DOMAIN.replace("Size", "Größe")
    named = plain_profile().replace("Size", "Größe")
    write(tmp_path, domain=latin.encode("latin-1"), a=named)
    scenario = read_genius(tmp_path)
    assert scenario.issues[1].name == "Größe"
    assert list(imported(scenario).issues) == ["colour", "grosse"]
    assert scenario.warnings == ()


def test_an_issue_with_one_item_is_kept_as_a_constant(tmp_path: Path) -> None:
    write(
        tmp_path,
        domain=domain(issue(1, "Fixed", discrete(["only"])), issue(2, "Size", discrete(SIZE))),
        a=profile(
            {1: 0.4, 2: 0.6},
            issue(1, "Fixed", discrete(["only"], [5])),
            issue(2, "Size", discrete(SIZE, [0, 2])),
        ),
    )
    scenario = read_genius(tmp_path)
    assert agrees(tmp_path, scenario)
    made = case_of_scenario(scenario, as_of=DAY)
    assert list(made.case.issues) == ["size"]
    assert any("one option only" in warning for warning in made.warnings)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (profile({1: 1.0, 2: 0.0}, kind="type='nonlinear'"), "hyper-rectangle"),
        (profile({}, kind="type='constraint'"), "constraints"),
        (profile({}, kind="type='uncertain'"), "uncertain"),
        (
            "<utility_space><utility><ufun><hyperRectangle/></ufun></utility></utility_space>",
            "hyper",
        ),
    ],
)
def test_other_utility_spaces_are_refused_by_name(tmp_path: Path, given: str, named: str) -> None:
    write(tmp_path, domain=PLAIN_DOMAIN, a=given)
    with pytest.raises(NotSupported, match=named):
        read_genius(tmp_path)


BROKEN = {
    "no evaluation": plain_profile().replace(' evaluation="2"', ""),
    "evaluation null": plain_profile().replace('evaluation="2"', 'evaluation="null"'),
    "no weight": plain_profile().replace("<weight index='2' value='0.3'/>", ""),
    "not a number": plain_profile().replace('evaluation="2"', 'evaluation="nan"'),
    "infinite": plain_profile().replace('evaluation="2"', 'evaluation="1e400"'),
    "huge": plain_profile().replace('evaluation="2"', 'evaluation="1e300"'),
    "no index": plain_profile().replace("issue index='1'", "issue"),
    "another kind": plain_profile().replace('type="discrete"', 'type="real"'),
    "cut short": plain_profile()[:-30],
}


@pytest.mark.parametrize("given", BROKEN.values(), ids=BROKEN)
def test_a_profile_that_leaves_a_utility_open_is_refused(tmp_path: Path, given: str) -> None:
    write(tmp_path, domain=PLAIN_DOMAIN, a=given)
    with pytest.raises(InvalidInput):
        read_genius(tmp_path, profiles=["a.xml"])


def test_folders_without_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such file or folder"):
        read_genius(tmp_path / "absent")
    with pytest.raises(InvalidInput, match="no domain file"):
        read_genius(write(tmp_path / "1", a=plain_profile()))
    with pytest.raises(InvalidInput, match="no profile"):
        read_genius(write(tmp_path / "2", domain=PLAIN_DOMAIN))
    two = write(tmp_path / "3", d=PLAIN_DOMAIN, e=PLAIN_DOMAIN, a=plain_profile())
    with pytest.raises(InvalidInput, match=r"several domain files \(d.xml, e.xml\)"):
        read_genius(two)
    assert list(read_genius(two / "e.xml").files) == ["e.xml", "a.xml"]


def test_a_readme_is_no_part_of_a_scenario(tmp_path: Path) -> None:
    alone = read_genius(plain_scenario(tmp_path))
    (tmp_path / "README.txt").write_text("<negotiation_template> is no XML here\n")
    assert read_genius(tmp_path) == alone


def test_other_files_in_the_folder_are_named(tmp_path: Path) -> None:
    plain_scenario(tmp_path)
    (tmp_path / "pareto.xml").write_text("0.1, 0.2\n0.3, 0.1\n")
    (tmp_path / "other.xml").write_text("<html/>")
    told = " / ".join(read_genius(tmp_path).warnings)
    assert "left out: pareto.xml" in told
    assert "other.xml: neither a domain nor a profile" in told
