"""NegMAS files, feature by feature. All scenarios are made up."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from detente.errors import InvalidInput, NotSupported
from detente.exchange import Scenario, case_of_scenario, read_negmas
from tests.exchange.agreement import CLOSE, DAY, imported, largest_difference

DOMAIN = """
type: DiscreteCartesianOutcomeSpace
name: paint
path: null
issues:
- {name: colour, type: CategoricalIssue, values: [red, 'no', '3']}
- {name: size, type: ContiguousIssue, values: [1, 4]}
"""
TABLE = "{type: TableFun, mapping: {red: 1.0, 'no': 0.5, '3': 0.25}}"


def party(*, size: str, colour: str = TABLE, weights: str = "[0.5, 0.5]", more: str = "") -> str:
    return (
        "type: LinearAdditiveUtilityFunction\nname: buyer\nstability: 2047\n"
        f"weights: {weights}\nvalues: [{colour}, {size}]\n{more}\n"
    )


def read(folder: Path, *parties: str, domain: str = DOMAIN) -> Scenario:
    (folder / "paint.yml").write_text(domain)
    for number, text in enumerate(parties):
        (folder / f"u{number}.yml").write_text(text)
    return read_negmas(folder)


def fits(scenario: Scenario, worth: list[tuple[float, ...]], bias: float = 0.0) -> bool:
    """Tell whether the case says what weights × these worths say."""
    weights = scenario.parties[0].weights

    def utility(_: int, package: tuple[int, ...]) -> float:
        rows = zip(weights, worth, package, strict=True)
        return bias + sum(weight * row[option] for weight, row, option in rows)

    return largest_difference(scenario, utility) <= CLOSE


COLOURS = (1.0, 0.5, 0.25)
FUNCTIONS = {
    "{type: TableFun, mapping: {1: 0, 2: 0.25, 3: 0.5, 4: 1}}": (0, 0.25, 0.5, 1),
    "{type: negmas.preferences.value_fun.LinearFun, slope: 0.25}": (0.25, 0.5, 0.75, 1),
    "{type: AffineFun, slope: -0.25, bias: 1.25}": (1, 0.75, 0.5, 0.25),
    "{type: IdentityFun}": (1, 2, 3, 4),
    "{type: ConstFun, bias: 0.5}": (0.5,) * 4,
    "{type: QuadraticFun, a2: 1, a1: -2, bias: 0.5}": (-0.5, 0.5, 3.5, 8.5),
    "{type: TriangularFun, start: 1, middle: 3, end: 5, bias: 0.25, scale: 0.5}": (
        0.25,
        0.5,
        0.75,
        0.5,
    ),
    "{type: ExponentialFun, tau: -1, base: 2}": (0.5, 0.25, 0.125, 0.0625),
    "{type: LogFun, tau: 2, base: 2, scale: 0.5}": (0.5, 1, 0.5 * math.log2(6), 1.5),
    "{type: SinFun, multiplier: 0.5, phase: 1, amplitude: 2, bias: -1}": tuple(
        2 * math.sin(0.5 * x + 1) - 1 for x in (1, 2, 3, 4)
    ),
    "{type: CosFun}": tuple(math.cos(x) for x in (1, 2, 3, 4)),
    "{1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4}": (0.1, 0.2, 0.3, 0.4),
}


@pytest.mark.parametrize(("written", "worth"), FUNCTIONS.items(), ids=FUNCTIONS)
def test_value_functions(tmp_path: Path, written: str, worth: tuple[float, ...]) -> None:
    scenario = read(tmp_path, party(size=written))
    assert scenario.name == "paint"
    assert fits(scenario, [COLOURS, worth])


def test_utilities_that_fit_are_kept_and_others_are_mapped(tmp_path: Path) -> None:
    small = read(tmp_path, party(size="{type: LinearFun, slope: 0.25}"))
    assert "points are 100 × utility." in imported(small).preferences["buyer"].basis
    large = read(tmp_path, party(size="{type: LinearFun, slope: 30}", weights="[18, 1]"))
    case = imported(large)
    assert "points are 100 × utility / 138.0." in case.preferences["buyer"].basis
    assert fits(large, [COLOURS, (30, 60, 90, 120)])


def test_negative_utilities_are_mapped_from_the_lowest(tmp_path: Path) -> None:
    scenario = read(tmp_path, party(size="{type: AffineFun, slope: -1, bias: 1}"))
    made = case_of_scenario(scenario, as_of=DAY)
    assert any("do not fit 0–1" in warning for warning in made.warnings)
    assert "(utility − -1.375)" in made.case.preferences["buyer"].basis
    assert fits(scenario, [COLOURS, (0, -1, -2, -3)])


def test_a_bias_is_part_of_the_utility(tmp_path: Path) -> None:
    size = "{type: ConstFun, bias: 0.25}"
    scenario = read(tmp_path, party(size=size, more="bias: 0.225"))
    assert scenario.parties[0].bias == 0.225
    assert fits(scenario, [COLOURS, (0.25,) * 4], 0.225)


def test_a_party_that_accepts_anything(tmp_path: Path) -> None:
    size = "{type: LinearFun, slope: 0.25}"
    scenario = read(tmp_path, party(size=size, more="reserved_value: -.inf"))
    assert scenario.parties[0].reservation == -math.inf
    made = case_of_scenario(scenario, as_of=DAY)
    assert made.case.preferences["buyer"].no_deal is not None
    assert made.case.preferences["buyer"].no_deal.base.mid == 25
    assert any("accepts anything" in warning for warning in made.warnings)


def test_a_reserved_value_beyond_the_utilities_is_not_clipped(tmp_path: Path) -> None:
    size = "{type: LinearFun, slope: 0.25}"
    scenario = read(tmp_path, party(size=size, more="reserved_value: 4"))
    preferences = imported(scenario).preferences["buyer"]
    assert preferences.no_deal is not None
    assert preferences.no_deal.base.mid == 100
    assert "100 × utility / 4.0" in preferences.basis
    assert fits(scenario, [COLOURS, (0.25, 0.5, 0.75, 1)])


def test_affine_and_constant_functions(tmp_path: Path) -> None:
    numbers = DOMAIN.replace(
        "CategoricalIssue, values: [red, 'no', '3']", "ContiguousIssue, values: 3"
    )
    affine = "type: AffineUtilityFunction\nweights: [1, 0.5]\nbias: 2\n"
    scenario = read(tmp_path, affine, domain=numbers)
    assert scenario.issues[0].options == ("0", "1", "2")
    assert scenario.parties[0].name == "u0"
    assert fits(scenario, [(0, 1, 2), (1, 2, 3, 4)], 2.0)
    constant = read(tmp_path, "type: ConstUtilityFunction\nvalue: 0.5\nreserved_value: 0.1\n")
    assert fits(constant, [(0,) * 3, (0,) * 4], 0.5)


def test_other_issues_and_names(tmp_path: Path) -> None:
    domain = """
type: negmas.outcomes.CartesianOutcomeSpace
issues:
- {name: n, type: DiscreteCardinalIssue, values: [2, 4, 8]}
- {name: even, type: DiscreteCardinalIssue, values: [0.5, 1.0, 1.5]}
- {name: x, type: ContinuousIssue, values: [0.0, 1.0], n_levels: 10}
"""
    values = "[{type: IdentityFun}, {0.5: 0, 1.0: 1, 1.5: 2}, {type: AffineFun, slope: 2, bias: 1}]"
    text = f"type: LinearAdditiveUtilityFunction\nvalues: {values}\n"
    scenario = read(tmp_path, text, domain=domain)
    assert [issue.kind for issue in scenario.issues] == ["cardinal", "cardinal", "real"]
    assert fits(scenario, [(2, 4, 8), (0, 1, 2), tuple(1 + 0.2 * k for k in range(11))])
    issues = imported(scenario).issues
    assert list(issues["n"].options) == ["n-2", "n-4", "n-8"]
    assert issues["even"].option_ids == ("0.5", "1", "1.5")
    assert any("placed on 11 levels" in warning for warning in scenario.warnings)


def test_numbers_as_names(tmp_path: Path) -> None:
    """Options and keys of a table may be numbers written in different ways."""
    domain = (
        "type: DiscreteCartesianOutcomeSpace\nissues:\n"
        "- {name: 1, type: CategoricalIssue, values: [0.6, 1.0, 2000, true, 'x']}\n"
    )
    values = "[{type: TableFun, mapping: {0.60: 0.1, 1.0: 0.2, 2e3: 0.3, true: 0.4, x: 0.5}}]"
    text = f"type: LinearAdditiveUtilityFunction\nvalues: {values}\n"
    scenario = read(tmp_path, text, domain=domain)
    assert scenario.issues[0].name == "1"
    assert scenario.issues[0].options == ("0.6", "1", "2000", "true", "x")
    assert fits(scenario, [(0.1, 0.2, 0.3, 0.4, 0.5)])


def test_entries_of_a_table_that_no_option_uses_are_told(tmp_path: Path) -> None:
    size = "{1: 0.1, 2: 0.2, 3: 0.3, 4: 0.4, 5: 9, 1.0: 0.1}"
    colour = TABLE.replace("red:", "blue: 5, red:")
    scenario = read(tmp_path, party(size=size, colour=colour))
    assert fits(scenario, [COLOURS, (0.1, 0.2, 0.3, 0.4)])
    assert scenario.warnings == (
        "u0.yml, issue 1: an entry of the table passed over, for no option is named so",
        "u0.yml, issue 2: 2 entries of the table passed over, for no option is named so",
    )


@pytest.mark.parametrize("more", ["<<: {name: q}", "nested: [{a: {<<: {b: 1}}}]"])
def test_merge_keys_are_refused(tmp_path: Path, more: str) -> None:
    with pytest.raises(InvalidInput, match=r"u0\.yml:\d+:\d+: merge keys"):
        read(tmp_path, party(size="{type: IdentityFun}", more=more))


def test_names_that_look_like_yaml_are_names(tmp_path: Path) -> None:
    domain = DOMAIN.replace("[red, 'no', '3']", "['<<', '.inf', '~']")
    colour = "{type: TableFun, mapping: {'<<': 1.0, '.inf': 0.5, '~': 0.25}}"
    scenario = read(tmp_path, party(size="{type: IdentityFun}", colour=colour), domain=domain)
    assert scenario.issues[0].options == ("<<", ".inf", "~")
    assert fits(scenario, [COLOURS, (1, 2, 3, 4)])
    assert scenario.warnings == ()


def test_a_readme_is_no_part_of_a_scenario(tmp_path: Path) -> None:
    alone = read(tmp_path, party(size="{type: IdentityFun}"))
    (tmp_path / "README.txt").write_text("type: none: of [this is YAML\n")
    assert read_negmas(tmp_path) == alone


def test_discounting_is_recorded_and_told(tmp_path: Path) -> None:
    inner = party(size="{type: LinearFun, slope: 0.25}", more="reserved_value: 0.2")
    indented = "\n".join(f"  {line}" for line in inner.splitlines())
    text = (
        "type: ExpDiscountedUFun\ndiscount: 0.9\nfactor: step\ndynamic_reservation: true\n"
        f"reserved_value: -.inf\nufun:\n{indented}\n"
    )
    scenario = read(tmp_path, text)
    assert scenario.parties[0].discount == {
        "type": "ExpDiscountedUFun",
        "discount": 0.9,
        "factor": "step",
        "dynamic_reservation": True,
    }
    assert scenario.parties[0].reservation == 0.2
    told = " / ".join(scenario.warnings)
    assert "that one is taken" in told
    assert "discounting (ExpDiscountedUFun) is recorded" in told
    assert "discount 0.9" in imported(scenario).preferences["buyer"].basis


def test_parties_stand_in_the_order_of_their_files_and_notes_are_left_out(tmp_path: Path) -> None:
    size = "{type: LinearFun, slope: 0.25}"
    (tmp_path / "_info.yaml").write_text("title: x\n")
    (tmp_path / "notes.yml").write_text("a: 1\n")
    scenario = read(tmp_path, *(party(size=size).replace("buyer", name) for name in "zya"))
    assert [p.name for p in scenario.parties] == ["z", "y", "a"]
    assert list(scenario.files) == ["paint.yml", "u0.yml", "u1.yml", "u2.yml"]
    assert scenario.warnings == ("notes.yml: neither a domain nor a utility function; left out",)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("type: HyperRectangleUtilityFunction\n", NotSupported, "HyperRectangleUtilityFunction"),
        ("type: MappingUtilityFunction\nmapping: {}\n", NotSupported, "MappingUtilityFunction"),
        (party(size="{type: LambdaFun}"), NotSupported, "another kind"),
        (party(size="{type: LinearFun}"), InvalidInput, "slope"),
        (party(size="{1: 0.5}"), InvalidInput, "option 2 has no worth"),
        (party(size="{type: LogFun, tau: -1}"), InvalidInput, "no finite worth"),
        (party(size="{type: ExponentialFun, tau: 1e9}"), InvalidInput, "no finite worth"),
        (party(size="{type: IdentityFun}", weights="[1]"), InvalidInput, "each of the 2 issues"),
        (party(size="{type: IdentityFun}", weights="[.nan, 1]"), InvalidInput, "weight 1"),
        (party(size="{type: IdentityFun}", colour="{type: IdentityFun}"), InvalidInput, "option"),
        (party(size="{type: IdentityFun}", more="reserved_value: .inf"), InvalidInput, "reserved"),
        (party(size="{type: IdentityFun}", more="bias: true"), InvalidInput, "bias"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    tmp_path: Path, text: str, kind: type[Exception], message: str
) -> None:
    with pytest.raises(kind, match=message):
        read(tmp_path, text)


def test_folders_without_what_is_needed(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no domain file"):
        read_negmas(tmp_path)
    with pytest.raises(InvalidInput, match="no profile"):
        read(tmp_path)
    (tmp_path / "second.yml").write_text(DOMAIN)
    with pytest.raises(InvalidInput, match="several domain files"):
        read_negmas(tmp_path)
