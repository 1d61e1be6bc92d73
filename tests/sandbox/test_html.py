"""Our HTML is TDLib's HTML: the same text, the same entities, the same refusals."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.sandbox.formatting import tidy, untangled
from bot.sandbox.found import with_found
from bot.sandbox.html import parse_html
from bot.sandbox.tags import HtmlError
from tests import tdlib

# How long an example takes says nothing here: the tests share their processors.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = [
    "",
    "plain",
    "<b>a</b>",
    "<strong>a</strong><em>b</em><ins>c</ins><strike>d</strike><del>e</del><s>f</s><u>g</u>",
    "<b>a<i>b</i>c</b>",
    "<B>x</b >",
    "<b>a</>",
    "<b></b>",
    "😀<b>😀</b>x",
    "<u>é<s>ü</s></u>",
    "&lt;&gt;&amp;&quot;&apos;&nbsp;&#39;&#x41;&#0;&#128512;&copy &lt",
    "&#xffffffff; &#1114112; &#; &#x; &",
    "<tg-spoiler>x</tg-spoiler> <span class='tg-spoiler'>y</span>",
    "<blockquote>x</blockquote><blockquote expandable>y</blockquote><blockquote expandable='1'>z</blockquote>",
    "<pre>x</pre><code>y</code>",
    '<pre><code class="language-python">x</code></pre>',
    '<code class="language-c"><pre>x</pre></code>',
    '<code class="language-c">x</code>',
    '<a href="http://a.b">x</a>',
    '<a href="https://A.B:8080/Path?x=1&amp;y=2#z">x</a>',
    '<a href="tg://user?id=123">x</a><a href="TG:user/?x=1&id=7#f">y</a>',
    '<a href="tg://resolve?domain=x">x</a><a href="ton://y">y</a>',
    '<a href="nope">x</a><a href="http://localhost">y</a><a href="javascript:1">z</a><a href="">w</a>',
    "<a>http://a.b</a>",
    '<a href="https://münchen.de">x</a><a href="http://[::1]/">y</a><a href="http://u:p@a.b">z</a>',
    '<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>',
    '<tg-time unix="1700000000" format="wDT">x</tg-time>',
    '<tg-time unix="1700000000" format="tdW">x</tg-time>',
    '<tg-time unix="1700000000">x</tg-time>',
    '<tg-time unix="1700000000" format="r">x</tg-time>',
    '<tg-time format="r">x</tg-time><tg-time unix="x">y</tg-time><tg-time unix="-1">z</tg-time>',
    "<b\n\ta b=c d='e' >x</b>",
]
REFUSED = [
    "<b>a",
    "a</b>",
    "<b>a</i>",
    "<b>a<i>b</b>c</i>",
    "é<x>a</x>",
    "<br>",
    "a < b",
    "a<",
    "dose <3 mg",
    "<>",
    "</>",
    "<b",
    "<b a",
    "<b ",
    "<b =>x</b>",
    "<b a= ",
    '<b a="c',
    "<a href=http://x.y>x</a>",
    "<b>x</b y>",
    "<b>x</b",
    "<span>x</span>",
    '<span class="tg-other">x</span>',
    "<tg-emoji>x</tg-emoji>",
    '<tg-time unix="1" format="zz">x</tg-time>',
    "<!-- x -->",
    "&#xd83d;",
]


def outcome(text: str) -> tuple[str, list[tdlib.Entity]] | str:
    """What our parser makes of it, or its refusal."""
    try:
        parsed, entities = parse_html(text)
    except HtmlError as refusal:
        return f"Can't parse entities: {refusal}"
    return parsed, by_place(entities)


def expected(text: str) -> tuple[str, list[tdlib.Entity]] | str:
    """The same from TDLib."""
    try:
        parsed, entities = tdlib.parse_html(text)
    except tdlib.TdlibError as refusal:
        return str(refusal)
    return parsed, by_place(entities)


def by_place(entities: list[tdlib.Entity]) -> list[tdlib.Entity]:
    """TDLib's sort is not stable, so entities at one place have no order."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"], repr(sorted(entity.items()))))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_tdlib_parses_is_parsed_alike(text: str) -> None:
    assert outcome(text) == expected(text)
    assert not isinstance(outcome(text), str)


@pytest.mark.parametrize("text", REFUSED)
def test_a_text_that_tdlib_refuses_is_refused_in_the_same_words(text: str) -> None:
    assert outcome(text) == expected(text)
    assert isinstance(outcome(text), str)


def _tag(name: str, inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return inside.map(lambda content: f"<{name}>{content}</{name.split(maxsplit=1)[0]}>")


PLAIN = st.text(st.sampled_from("ab é😀\n\r\t\u2028\u0333.,/@#"), max_size=6)
PIECES = PLAIN | st.sampled_from(["&lt;", "&amp;", "&quot;", "&#65;", "&#x1F600;", "&nbsp;", "&", ">", '"'])
NAMES = [
    "b",
    "i",
    "u",
    "s",
    "tg-spoiler",
    "code",
    "pre",
    'code class="language-py"',
    "blockquote",
    "blockquote expandable",
    'a href="http://a.b/c"',
    'tg-time unix="1700000000" format="wDt"',
]
HTML = st.recursive(
    PIECES,
    lambda inside: st.lists(inside | st.sampled_from(NAMES).flatmap(lambda name: _tag(name, inside)), max_size=4).map(
        "".join
    ),
    max_leaves=20,
)
BROKEN = st.lists(
    PIECES | st.sampled_from([f"<{name}>" for name in NAMES] + ["</b>", "</i>", "</>", "<", "<b ", "<x>", "</a"]),
    max_size=8,
).map("".join)


@unhurried
@given(HTML)
def test_html_of_any_shape_is_parsed_as_tdlib_parses_it(text: str) -> None:
    assert outcome(text) == expected(text)


@unhurried
@given(BROKEN)
def test_broken_html_is_refused_as_tdlib_refuses_it(text: str) -> None:
    assert outcome(text) == expected(text)


@unhurried
@given(HTML)
def test_entities_are_split_and_merged_as_tdlib_sends_them_on(source: str) -> None:
    text, entities = parse_html(f"x{source}x")
    ours = tidy(text, entities)
    theirs = tdlib.tidied(text, untangled(entities))
    for entity in ours[1] + theirs[1]:
        entity.pop("date_time_format", None)  # the request of the comparison carries none
    assert (ours[0], by_place(ours[1])) == (theirs[0], by_place(theirs[1]))


def test_bold_around_a_date_stops_before_it_and_goes_on_after_it() -> None:
    text, entities = tidy(*parse_html('<b>due <tg-time unix="1700000000">soon</tg-time> at home</b>'))
    assert text == "due soon at home"
    assert [(entity["type"], entity["offset"], entity["length"]) for entity in entities] == [
        ("bold", 0, 4),
        ("date_time", 4, 4),
        ("bold", 8, 8),
    ]


def test_blanks_at_both_ends_go_and_the_entities_move_along() -> None:
    assert tidy(*parse_html(" \n a <b>b </b>\n")) == ("a b", [{"type": "bold", "offset": 2, "length": 1}])


def test_at_most_a_hundred_entities_are_shown() -> None:
    _, entities = tidy(*parse_html("<b>a</b> " * 101))
    assert len(entities) == 100


@pytest.mark.parametrize(
    "text",
    [
        "/start",
        "/start@some_bot now, /help.",
        "a/b //x /a/b </x>",
        "see https://example.org/a?b=c. (http://example.com)",
        "example.com but 1.5 mg and 3.5.2026",
        "write to anna@example.org",
        "@anna and @an",
        "#dose #1 #b12",
        "<b>b</b> is no tag here",
    ],
)
def test_commands_links_and_names_are_found_where_tdlib_finds_them(text: str) -> None:
    ours = [(entity["type"], entity["offset"], entity["length"]) for entity in with_found(text, [])]
    theirs = [(entity["type"], entity["offset"], entity["length"]) for entity in tdlib.found(text)]
    assert ours == theirs
