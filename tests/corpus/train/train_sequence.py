#!/usr/bin/env python3
"""Learns to judge a page's doubtful blocks in their order: train_sequence.py OUTDIR [UNITS [ROUNDS]]

Reads the *.cases of train_body in OUTDIR, writes beside each its .3.txt in the form of SequenceModel: a network of so many units (16) that went so
often through the pages (20). Needs PyTorch (Debian: python3-torch). The same machine gives the same table again.
"""
import math
import pathlib
import sys

import numpy
import torch
from torch import nn

UNITS = int(sys.argv[2]) if len(sys.argv) > 2 else 16
DISTANCES = (1, 2, 4, 8)  # of the neighbours that each layer looks at
EDGES = 65
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 20
PAGES = 16  # a step
RATE = 2e-3
DECAY = 1e-2
DROPOUT = 0.1
BETWEEN = max(DISTANCES)  # empty rows between the pages of a step


def read_cases(path):
    data = path.read_bytes()
    end = data.index(b"\n")
    names = data[:end].decode().split()
    numbers = numpy.frombuffer(data[end + 1:], "<f4")
    pages, at = [], 0
    while at < len(numbers):
        rows = int(numbers[at])
        page = numbers[at + 1:at + 1 + rows * (len(names) + 2)].reshape(rows, -1)
        at += 1 + page.size
        if rows:
            pages.append(page)
    return names, pages


def find_edges(values):
    """Where equal shares of the rows end; each value once."""
    edges = numpy.unique(numpy.quantile(values, numpy.linspace(0, 1, EDGES)))
    every = numpy.unique(values)
    edges = every if len(edges) < 3 and len(every) <= EDGES else edges
    return numpy.unique([float(f"{edge:.4g}") for edge in edges])


def place(values, edges):
    """From -1 at the first edge to 1 at the last."""
    if len(edges) < 2:
        return numpy.zeros_like(values)
    return numpy.interp(values, edges, numpy.linspace(-1, 1, len(edges)))


class Layer(nn.Module):
    def __init__(self, distance):
        super().__init__()
        self.norm = nn.LayerNorm(UNITS)
        self.near = nn.Conv1d(UNITS, UNITS, 3, padding=distance, dilation=distance)
        self.page = nn.Linear(UNITS, UNITS, bias=False)

    def forward(self, state, there, page_of, pages):
        state = self.norm(state) * there
        near = self.near(state.t()[None])[0].t()
        total = torch.zeros(pages, UNITS).index_add(0, page_of, state)
        count = torch.zeros(pages, 1).index_add(0, page_of, there)
        return torch.relu(near + self.page(total / count)[page_of])


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.start = nn.Linear(width, UNITS)
        self.layers = nn.ModuleList(Layer(distance) for distance in DISTANCES)
        self.end = nn.Linear(UNITS, 1)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, rows, there, page_of, pages):
        state = self.drop(torch.relu(self.start(self.drop(rows)))) * there
        for layer in self.layers:
            state = (state + self.drop(layer(state, there, page_of, pages))) * there
        return self.end(state)[:, 0]


def join(pages):
    """Pages one behind the other with empty rows between: rows, which are there, of which page."""
    width = pages[0].shape[1]
    rows = [part for page in pages for part in (page, numpy.zeros((BETWEEN, width), "f4"))]
    there = [part for page in pages for part in (numpy.ones(len(page), "f4"), numpy.zeros(BETWEEN, "f4"))]
    page_of = numpy.repeat(numpy.arange(len(pages)), [len(page) + BETWEEN for page in pages])
    return [torch.from_numpy(numpy.concatenate(part)) for part in (rows, there)] + [torch.from_numpy(page_of)]


def learn(pages):
    """Pages: rows of label, weight and placed measures."""
    net = Net(pages[0].shape[1] - 2)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = ROUNDS * math.ceil(len(pages) / PAGES)
    shares = (min(1, (step + 1) / 100) * (1 + math.cos(math.pi * step / steps)) / 2 for step in range(steps))
    for _ in range(ROUNDS):
        order = torch.randperm(len(pages)).tolist()
        for begin in range(0, len(order), PAGES):
            chosen = [pages[i] for i in order[begin:begin + PAGES]]
            rows, there, page_of = join(chosen)
            optimizer.param_groups[0]["lr"] = RATE * next(shares)
            odds = net(rows[:, 2:], there[:, None], page_of, len(chosen))
            wrong = nn.functional.binary_cross_entropy_with_logits(odds, rows[:, 0], reduction="none")
            loss = (wrong * rows[:, 1]).sum() / len(chosen) / 100
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1)
            optimizer.step()
    return net


def numbers(values, digits=3):
    return " ".join(f"{value:.{digits}g}" for value in values)


def as_text(names, edges, centre, spread, net):
    """The measures' centre and spread become part of the first weights."""
    weights = net.start.weight.detach().double().numpy() / spread
    lines = [f"measure {name} {numbers(edge, 4)} : {numbers(weights[:, i])}"
             for i, (name, edge) in enumerate(zip(names, edges))]
    lines.append("start " + numbers(net.start.bias.detach().double().numpy() - weights @ centre))
    for distance, layer in zip(DISTANCES, net.layers):
        lines += [f"layer {distance}", "scale " + numbers(layer.norm.weight), "shift " + numbers(layer.norm.bias)]
        for bias, near, page in zip(layer.near.bias, layer.near.weight, layer.page.weight):
            lines.append("unit " + " : ".join(map(numbers, ([bias], *near.t(), page))))
    lines.append("end " + numbers([*net.end.bias, *net.end.weight[0]]))
    return "\n".join(lines) + "\n"


def main():
    torch.set_num_threads(1)
    folder = pathlib.Path(sys.argv[1])
    for stem in sorted(path.stem for path in folder.glob("*.cases")):
        torch.manual_seed(7)
        names, pages = read_cases(folder / f"{stem}.cases")
        every = numpy.concatenate(pages)[:, 2:]
        edges = [find_edges(column) for column in every.T]
        placed = numpy.stack([place(column, edge) for column, edge in zip(every.T, edges)], 1)
        centre, spread = placed.mean(0), placed.std(0) + 0.05
        rows = numpy.concatenate([numpy.concatenate(pages)[:, :2], (placed - centre) / spread], 1).astype("f4")
        cuts = numpy.cumsum([len(page) for page in pages])[:-1]
        net = learn(numpy.split(rows, cuts))
        (folder / f"{stem}.3.txt").write_text(as_text(names, edges, centre, spread, net))
        print("wrote", folder / f"{stem}.3.txt", flush=True)


if __name__ == "__main__":
    main()
