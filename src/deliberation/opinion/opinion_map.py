"""意见地图: two axes that explain most of how people voted alike, and where each person stands, with how sure that is.

Statements that were shown more often must not bend the map, so what was not seen is missing and is not filled with a mean:
the covariance comes from pairs that people did vote on, its noisy diagonal is imputed (HeteroPCA; Zhang, Cai, Wu 2022), and a
person is the posterior mean of a two-factor model, so that few votes mean the centre and a wide ellipse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse.linalg import ArpackError, eigsh

from deliberation.opinion.covotes import CoVotes
from deliberation.opinion.votes import Vector, VoteTable

AXES, ROUNDS, SETTLED = 2, 20, 1e-4
LEAST_NOISE = 0.15
DENSE = 60


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """loadings (C, 2), mean (C,), noise (C,) variance; xy (P, 2); cov (P, 3): the posterior variances and covariance xx, yy, xy."""

    loadings: Vector
    mean: Vector
    noise: Vector
    xy: Vector
    cov: Vector


def fit_map(table: VoteTable, covotes: CoVotes | None = None, *, previous: OpinionMap | None = None) -> OpinionMap:
    """The map. `previous` turns it so that a refresh does not spin (orthogonal Procrustes over the shared statements)."""
    tables = covotes or CoVotes.of(table)
    loadings, noise = factors(tables)
    if previous is not None and len(previous.loadings):
        loadings = turned(loadings, previous.loadings)
    mean = tables.means()
    xy, cov = placed(table, loadings, mean, noise)
    return OpinionMap(loadings, mean, noise, xy, cov)


def factors(tables: CoVotes) -> tuple[Vector, Vector]:
    """Loadings (C, 2) and noise (C,), signs fixed: the largest loading of each axis is positive."""
    covariance = tables.covariance()
    variance = covariance.diagonal().copy()
    many = len(variance)
    if many < 2:  # noqa: PLR2004  no pair, no axis
        return np.zeros((many, AXES)), np.maximum(variance, LEAST_NOISE)
    np.fill_diagonal(covariance, 0.0)
    diagonal = np.zeros(many)
    loadings = np.zeros((many, AXES))
    for _ in range(ROUNDS):
        np.fill_diagonal(covariance, diagonal)
        loadings = leading(covariance)
        fresh = np.minimum((loadings**2).sum(axis=1), variance)
        if np.abs(fresh - diagonal).max() < SETTLED:
            break
        diagonal = fresh
    peak = loadings[np.abs(loadings).argmax(axis=0), range(AXES)]
    loadings = loadings * np.where(peak < 0, -1.0, 1.0)
    return loadings, np.maximum(variance - (loadings**2).sum(axis=1), LEAST_NOISE)


def leading(matrix: Vector) -> Vector:
    """The two leading eigenvectors times the root of their eigenvalues (never below 0)."""
    if len(matrix) <= DENSE:
        values, vectors = np.linalg.eigh(matrix)
    else:
        try:
            values, vectors = eigsh(matrix, k=AXES, which="LA", v0=np.ones(len(matrix)), tol=1e-5)
        except ArpackError:
            values, vectors = np.linalg.eigh(matrix)
    order = np.argsort(values)[::-1][:AXES]
    return np.asarray(vectors[:, order] * np.sqrt(np.maximum(values[order], 0.0)))


def turned(loadings: Vector, before: Vector) -> Vector:
    """Turned and mirrored onto the earlier axes, over the statements that both know."""
    shared = min(len(loadings), len(before))
    left, _values, right = np.linalg.svd(loadings[:shared].T @ before[:shared])
    return np.asarray(loadings @ (left @ right))


def placed(table: VoteTable, loadings: Vector, mean: Vector, noise: Vector) -> tuple[Vector, Vector]:
    """Posterior mean (P, 2) and covariance (P, 3) per person: (L'Ψ⁻¹L + I)⁻¹ L'Ψ⁻¹ r over the statements that were seen."""
    scaled = loadings / noise[:, None]
    outer = np.column_stack([scaled[:, 0] * loadings[:, 0], scaled[:, 1] * loadings[:, 1], scaled[:, 0] * loadings[:, 1]])
    precision = table.seen @ outer
    xx, yy, xy = precision[:, 0] + 1, precision[:, 1] + 1, precision[:, 2]
    pull = table.value @ scaled - table.seen @ (mean[:, None] * scaled)
    volume = xx * yy - xy * xy
    at = np.column_stack([(yy * pull[:, 0] - xy * pull[:, 1]) / volume, (xx * pull[:, 1] - xy * pull[:, 0]) / volume])
    return at, np.column_stack([yy / volume, xx / volume, -xy / volume])
