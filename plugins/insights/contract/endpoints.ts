import { endpoint, noContent } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { filters, screenId } from './filters';
import { archetypeQuery, archetypes, flowGraph, flowQuery, topFlows } from './flows';
import { hotspotDetail, hotspots } from './hotspots';
import { note, notes, verdicts } from './notes';
import { options, overview } from './overview';
import { readInsights, shapeInsights } from './permissions';
import { releaseComparison, releaseQuery } from './releases';
import { clusters, newSegment, savedSegment } from './segments';

const tags = ['Insights'];
const access = { permission: readInsights };
const shape = { permission: shapeInsights };
const noteId = z.object({ noteId: z.string().regex(/^[0-9a-f]{20}$/, 'Use the id of a note.') });

export const endpoints = {
  overview: endpoint({
    method: 'GET',
    path: '/v1/insights/overview',
    summary: 'Friction and efficiency of your products',
    description:
      'Over 30 days unless `from` and `to` say otherwise, each figure with the equally long window before, its definition and what it rests on.',
    tags,
    access,
    query: filters,
    output: overview,
  }),
  insightOptions: endpoint({
    method: 'GET',
    path: '/v1/insights/options',
    summary: 'Products, releases, segments, devices and tasks that views can be narrowed to',
    tags,
    access,
    output: options,
  }),
  hotspots: endpoint({
    method: 'GET',
    path: '/v1/insights/hotspots',
    summary: 'Screens by users × severity',
    tags,
    access,
    query: filters.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    output: hotspots,
  }),
  hotspot: endpoint({
    method: 'GET',
    path: '/v1/insights/hotspots/:screenId',
    summary: 'Incidents and sample session timelines of a screen',
    tags,
    access,
    params: z.object({ screenId }),
    query: filters,
    output: hotspotDetail,
  }),
  topFlows: endpoint({
    method: 'GET',
    path: '/v1/flows/top',
    summary: 'The paths most sessions take',
    tags,
    access,
    query: flowQuery,
    output: topFlows,
  }),
  flowGraph: endpoint({
    method: 'GET',
    path: '/v1/flows/graph',
    summary: 'Screens step by step: nodes, edges and where people leave',
    tags,
    access,
    query: flowQuery,
    output: flowGraph,
  }),
  archetypes: endpoint({
    method: 'GET',
    path: '/v1/flows/archetypes',
    summary: 'The typical ways a task is done, with their coverage',
    description:
      'Found per calendar month over all runs of a task; the figures are those of the runs that the filters take in, over the whole months that the window touches.',
    tags,
    access,
    query: archetypeQuery,
    output: archetypes,
  }),
  compareReleases: endpoint({
    method: 'GET',
    path: '/v1/releases/compare',
    summary: 'Success, duration and friction of two releases, per task',
    description:
      'Differences are b − a with 95 % confidence intervals (durations: the ratio b : a). `mixShifts` names what else differs between those who ran the two.',
    tags,
    access,
    query: releaseQuery,
    output: releaseComparison,
  }),
  crabNotes: endpoint({
    method: 'GET',
    path: '/v1/crab-notes',
    summary: 'What stands out, in words, with its evidence',
    tags,
    access,
    query: filters,
    output: notes,
  }),
  crabNotesOfScreen: endpoint({
    method: 'GET',
    path: '/v1/crab-notes/:screenId',
    summary: 'The notes about one screen',
    tags,
    access,
    params: z.object({ screenId }),
    query: filters,
    output: notes,
  }),
  judgeNote: endpoint({
    method: 'PUT',
    path: '/v1/crab-notes/:noteId/feedback',
    summary: 'Accept a note, or say that it is not actionable or to be ignored',
    tags,
    access: shape,
    params: noteId,
    body: z.strictObject({ verdict: z.enum(verdicts) }),
    output: note.pick({ id: true, feedback: true }),
    errors: ['not_found'],
  }),
  unjudgeNote: endpoint({
    method: 'DELETE',
    path: '/v1/crab-notes/:noteId/feedback',
    summary: 'Take a judgement back',
    tags,
    access: shape,
    params: noteId,
    output: noContent,
    errors: ['not_found'],
  }),
  segments: endpoint({
    method: 'GET',
    path: '/v1/insights/segments',
    summary: 'Saved filters of your organisation',
    tags,
    access,
    output: z.object({ segments: z.array(savedSegment) }),
  }),
  saveSegment: endpoint({
    method: 'POST',
    path: '/v1/insights/segments',
    summary: 'Save filters under a name',
    tags,
    access: shape,
    body: newSegment,
    output: savedSegment,
    status: 201,
    errors: ['conflict'],
  }),
  removeSegment: endpoint({
    method: 'DELETE',
    path: '/v1/insights/segments/:segmentId',
    summary: 'Remove a saved segment',
    tags,
    access: shape,
    params: z.object({ segmentId: z.string().max(64) }),
    output: noContent,
    errors: ['not_found'],
  }),
  clusters: endpoint({
    method: 'GET',
    path: '/v1/insights/clusters',
    summary: 'Groups of alike sessions, named from their features',
    tags,
    access,
    query: filters,
    output: clusters,
  }),
} as const;
