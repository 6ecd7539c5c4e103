"""The panel of posts, concepts and links; the list; paths."""

from __future__ import annotations

import itertools
import re

import networkx as nx
from playwright.sync_api import Page, expect

from kg.explorer.unmarking import unmark
from tests.explorer.conftest import OpenPage, Site, find, listed

SVM = "https://kg.example/concept/support-vector-machine"


def groups(page: Page) -> dict[str, list[str]]:
    """Return the names under each heading of the panel, after showing all of them."""
    page.evaluate(
        "document.querySelectorAll('#detail ul + .action:not([hidden])').forEach(b => b.click())"
    )
    found: dict[str, list[str]] = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("#detail h3")].map(heading => [
          heading.textContent.replace(/ \\(\\d+\\)$/, ""),
          [...(heading.nextElementSibling?.querySelectorAll("li button.node") ?? [])]
            .map(button => button.dataset.id)]))"""
    )
    return found


def ids_in(page: Page, place: str) -> list[str]:
    """Return the ids of the nodes that a part of the page has buttons for, in order."""
    buttons = page.locator(f"{place} button.node")
    return [str(button.get_attribute("data-id")) for button in buttons.all()]


def related(site: Site, node: str, relation: str, *, outward: bool) -> list[str]:
    edges = site.graph.out_edges if outward else site.graph.in_edges
    return [
        (target if outward else source)
        for source, target, key in edges(node, keys=True)
        if key == relation
    ]


def test_a_post_shows_all_that_is_known_of_it(page: Page, site: Site) -> None:
    post = site.named("变分自编码器（一）")
    find(page, site.graph.nodes[post]["label"])
    text = page.locator("#detail").inner_text()

    expect(page.locator("#detail h2")).to_have_text(site.graph.nodes[post]["label"])
    assert "2018-03-18" in text
    url = site.graph.nodes[post].get("url")
    if url:
        link = page.locator("#detail a")
        assert link.get_attribute("href") == url
        assert link.get_attribute("rel") == "noopener noreferrer"

    shown = groups(page)
    about = related(site, post, "about", outward=True)
    by_salience = [
        -site.graph.edges[post, node, "about"]["salience"] for node in shown["Concepts it is about"]
    ]
    assert set(shown["Concepts it is about"]) == set(about)
    assert by_salience == sorted(by_salience)
    assert set(shown["Concepts it mentions"]) == set(related(site, post, "mentions", outward=True))
    for heading, outward in (("Cites", True), ("Cited by", False)):
        assert set(shown.get(heading, [])) == set(related(site, post, "cites", outward=outward))


def test_every_link_of_the_panel_quotes_its_sentence_with_the_wording_marked(
    page: Page, site: Site
) -> None:
    post = site.named("变分自编码器（一）")
    find(page, site.graph.nodes[post]["label"])
    groups(page)

    for _, target, relation, data in site.graph.out_edges(post, keys=True, data=True):
        if relation not in ("about", "mentions", "cites"):
            continue
        item = page.locator(
            "#detail li", has=page.locator(f"button.node[data-id={quoted(target)}]")
        )
        quote = item.locator("> blockquote").first
        whole = data["prefix"] + data["exact"] + data["suffix"], len(data["prefix"])
        sentence, start, end = unmark(*whole, whole[1] + len(data["exact"]))
        expect(quote.locator("mark")).to_have_text(sentence[start:end])
        expect(quote).to_contain_text(sentence)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def test_a_post_of_a_series_leads_to_the_previous_and_the_next(page: Page, site: Site) -> None:
    series = max(site.kb.series, key=lambda one: len(one.parts))
    parts = [part.post_id for part in series.parts][:4]
    find(page, site.graph.nodes[parts[0]]["label"])
    for here, following in itertools.pairwise(parts):
        assert page.evaluate("State.get().focus") == here
        page.locator(".series p", has_text="Next").locator("button").click()
        assert page.evaluate("State.get().focus") == following
    page.locator(".series p", has_text="Previous").locator("button").click()
    assert page.evaluate("State.get().focus") == parts[-2]


def test_a_concept_shows_its_names_posts_in_time_order_and_companions(
    page: Page, site: Site
) -> None:
    find(page, "svm")
    data = site.graph.nodes[SVM]
    text = page.locator("#detail").inner_text()

    expect(page.locator("#detail h2")).to_have_text(data["label_en"])
    for name in (data["label"], *data["alt_labels"].split(" | ")):
        assert name in text
    assert data["definition_en"] in text
    expect(page.locator("#detail svg.sparkline[role=img]")).to_have_count(1)

    shown = groups(page)
    for heading, relation in (("Posts about it", "about"), ("Posts that mention it", "mentions")):
        posts = shown.get(heading, [])
        dates = [site.graph.nodes[post].get("date", "9999") for post in posts]
        assert set(posts) == set(related(site, SVM, relation, outward=False))
        assert dates == sorted(dates)
    for heading, outward in (("Broader", True), ("Narrower", False)):
        assert set(shown.get(heading, [])) == set(related(site, SVM, "broader", outward=outward))
    own = {
        *related(site, SVM, "about", outward=False),
        *related(site, SVM, "mentions", outward=False),
    }
    for concept in shown["Occurs with"]:
        assert own & set(site.graph.predecessors(concept))


def test_a_link_opens_with_its_sentences(page: Page, site: Site) -> None:
    page.click("#zoom-in")
    find(page, "dropout")
    page.locator("#detail .open-link").last.click()

    assert page.locator("#detail h2").inner_text() in (
        "About", "Mentions", "Related", "Broader",
    )  # fmt: skip
    source, relation, target = page.evaluate("State.get().link").split(" ")
    assert ids_in(page, "#detail")[:2] == [source, target]
    data = site.graph.edges[source, target, relation]
    if "exact" in data:
        expect(page.locator("#detail mark").first).to_have_text(data["exact"])


def test_what_is_unfolded_says_what_it_leaves_out(sample_site: Site, open_page: OpenPage) -> None:
    with open_page(sample_site.path) as page:
        post, most = page.evaluate(
            """(() => {
              const left = (link) => link.occurrences - Graph.evidence(link).length;
              const link = Graph.links.find((one) => one.occurrences > 1 && left(one) > 1
                && Graph.evidence(one).length > 1);
              return [link.source.id, left(link)];
            })()"""
        )
        page.evaluate("id => App.focus(Graph.byId.get(id))", post)
        left_out = page.locator("#detail details > p").filter(has_text=f"and {most} more places")
        expect(left_out.first).to_be_attached()


def test_a_click_on_a_line_opens_the_link(sample_site: Site, open_page: OpenPage) -> None:
    with open_page(sample_site.path) as page:
        page.wait_for_selector("html[data-drawn]", state="attached")
        find(page, "从变分编码")
        page.check("#alone")
        x, y = page.evaluate(
            """() => {
              const focus = Graph.byId.get(State.get().focus);
              const shown = [...new Set(focus.links.flatMap(one => [one.source, one.target]))];
              const room = (link) => Math.min(...shown.map(node => Math.hypot(
                node.x - (link.source.x + link.target.x) / 2,
                node.y - (link.source.y + link.target.y) / 2)));
              const link = focus.links.filter(one => ["about", "mentions"].includes(one.relation))
                .sort((a, b) => room(b) - room(a))[0];  // no node is near its middle
              const { left, top } = document.getElementById("picture").getBoundingClientRect();
              const [x, y] = Stage.view.toScreen(
                (link.source.x + link.target.x) / 2, (link.source.y + link.target.y) / 2);
              return [left + x, top + y];
            }"""
        )
        page.mouse.click(x, y)
        page.locator("#detail h3", has_text="Sentences").wait_for()
        assert page.locator("#detail blockquote mark").count() >= 1


def test_the_overview_introduces_the_blog(page: Page, site: Site) -> None:
    text = page.locator("#detail").inner_text()
    posts = [n for n, data in site.graph.nodes(data=True) if data["kind"] == "post"]

    assert f"{len(posts)} posts" in text
    for year in page.locator("#posts details:not([open]) summary").all()[::-1]:
        year.click()
    expect(page.locator("#posts button.node")).to_have_count(len(posts))
    assert page.locator("#detail svg.sparkline rect").count() >= 9


def test_the_list_is_sorted_and_works_by_keyboard_alone(page: Page, site: Site) -> None:
    page.locator("[data-view='list']").press("Enter")
    assert page.locator("#picture").is_hidden()
    expect(page.locator("caption")).to_contain_text(f"{len(site.graph)} nodes")

    page.locator("[data-sort='date']").press("Enter")
    assert page.locator("th[aria-sort='descending']").inner_text().startswith("Date")
    dates = page.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert dates[0] == max(data.get("date", "") for _, data in site.graph.nodes(data=True))
    assert dates == sorted(dates, reverse=True)
    page.locator("[data-sort='date']").press("Enter")
    expect(page.locator("th[aria-sort='ascending']")).to_have_count(1)

    page.locator("[data-sort='links']").press("Space")
    first = page.locator("tbody button.node").first
    name = first.inner_text()
    first.press("Enter")
    expect(page.locator("#detail h2")).to_have_text(name)
    expect(page.locator("caption")).to_contain_text(name)


def test_the_shortest_connection_is_listed_and_drawn(page: Page, site: Site) -> None:
    find(page, "svm")
    page.fill("#connect", "word2vec")
    page.keyboard.press("Enter")

    steps = ids_in(page, ".steps")
    undirected = site.graph.to_undirected(as_view=True)
    assert steps[0] == SVM
    assert len(steps) - 1 == nx.shortest_path_length(undirected, SVM, steps[-1])
    assert all(undirected.has_edge(a, b) for a, b in itertools.pairwise(steps))
    assert page.evaluate("[...Stage.scene.brightLinks].length") == len(steps) - 1
    assert set(page.evaluate("[...Stage.scene.nodes].map(node => node.id)")) >= set(steps)


def test_a_connection_that_the_filters_cut_is_said_to_be_none(
    sample_site: Site, open_page: OpenPage
) -> None:
    with open_page(sample_site.path, "#links=about,mentions,cites,part_of,broader,related") as page:
        find(page, "svm")
        page.fill("#connect", "word2vec")
        page.keyboard.press("Enter")
        expect(page.locator("#detail")).to_contain_text("nothing connects")


def test_what_to_read_first_goes_from_what_is_built_on_to_what_builds_on_it(
    page: Page, site: Site
) -> None:
    find(page, "vae")
    concept = page.evaluate("State.get().focus")
    page.click("#read-first")

    posts = ids_in(page, ".steps")
    about = related(site, concept, "about", outward=False)
    assert len(posts) >= 2
    assert set(posts) & set(about)
    expect(page.locator(".steps > li > small")).to_have_count(len(posts))
    place = {post: at for at, post in enumerate(posts)}
    for post in posts:
        for cited in related(site, str(post), "cites", outward=True):
            if cited in place and post not in related(site, cited, "cites", outward=True):
                assert place[cited] < place[post] or has_later_reason(site, str(post), cited)
    for series in site.kb.series:
        own = [place[part.post_id] for part in series.parts if part.post_id in place]
        assert own == sorted(own)
    assert set(page.evaluate("[...Stage.scene.bright].map(node => node.id)")) == {concept, *posts}


def has_later_reason(site: Site, post: str, cited: str) -> bool:
    """Whether a post cites a later part of its own series, which is read in the series' order."""
    data = site.graph.edges[post, cited, "cites"]
    return bool(data["to_later"]) or bool(
        set(related(site, post, "part_of", outward=True))
        & set(related(site, cited, "part_of", outward=True))
    )


def test_the_list_of_a_filtered_page_holds_what_passes(site: Site, open_page: OpenPage) -> None:
    with open_page(site.path, "#view=list&nodes=concept,paper,series,unlisted_post") as page:
        shown = int(re.findall(r"\d+", page.locator("caption").inner_text())[0])
        assert shown == len(listed(page)) < len(site.graph)
