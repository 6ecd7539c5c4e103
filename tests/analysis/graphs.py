"""Graphs to analyse: any graph of posts, concepts and series that hypothesis thinks of."""

from __future__ import annotations

import datetime

import networkx as nx
from hypothesis import strategies as st


@st.composite
def graphs(draw: st.DrawFn) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    posts = [f"post/{number}" for number in range(draw(st.integers(1, 9)))]
    concepts = [f"concept/{number}" for number in range(draw(st.integers(1, 4)))]
    graph.add_node("series/a", kind="series", label="甲")
    graph.add_node("series/b", kind="series", label="乙")
    for concept in concepts:
        graph.add_node(concept, kind="concept", label=f"概念{concept[-1]}", label_en=concept)
    for post in posts:
        kind = draw(st.sampled_from(["post", "post", "post", "unlisted_post"]))
        date = draw(st.none() | st.dates(datetime.date(2018, 1, 1), datetime.date(2021, 1, 1)))
        graph.add_node(post, kind=kind, label=f"文{post[-1]}")
        if date:
            graph.nodes[post]["date"] = str(date)
        if series := draw(st.sampled_from(["", "series/a", "series/b"])):
            graph.add_edge(post, series, key="part_of", position=draw(st.integers(1, 4)))
        for concept in draw(st.lists(st.sampled_from(concepts), unique=True)):
            salience = draw(st.floats(0.01, 1.0))
            relation = "about" if salience >= 0.33 else "mentions"
            graph.add_edge(post, concept, key=relation, salience=salience, occurrences=1)
        for cited in draw(st.lists(st.sampled_from(posts), unique=True)):
            if cited != post and cited in graph:
                citing, other = draw(st.permutations([post, cited]))
                graph.add_edge(
                    citing,
                    other,
                    key="cites",
                    confidence=draw(st.sampled_from([0.5, 1.0])),
                    to_later=draw(st.booleans()),
                )
    return graph
