import { binary, endpoint } from '@netcrab/plugin-api/contract';
import { z } from 'zod';
import { readAdmin, readAudit, runJobs } from './permissions';
import { auditFilter, auditRecord, hostReport, job, jobRun, verification } from './types';

const tags = ['Administration'];
const read = { permission: readAdmin };
const audit = { permission: readAudit };
const jobId = z.object({ jobId: z.string().max(200) });

export const auditPageSize = 50;

export const endpoints = {
  host: endpoint({
    method: 'GET',
    path: '/api/admin/host',
    summary: 'The portal and its plugins: state, version, configuration without secrets, migrations',
    tags,
    access: read,
    output: hostReport,
  }),
  jobs: endpoint({
    method: 'GET',
    path: '/api/admin/jobs',
    summary: 'Jobs with schedule, last run and next',
    tags,
    access: read,
    output: z.object({ jobs: z.array(job).readonly() }),
  }),
  jobRuns: endpoint({
    method: 'GET',
    path: '/api/admin/jobs/:jobId/runs',
    summary: 'The last 50 runs of a job, newest first',
    tags,
    access: read,
    params: jobId,
    output: z.object({ job, runs: z.array(jobRun).readonly() }),
    errors: ['not_found'],
  }),
  runJob: endpoint({
    method: 'POST',
    path: '/api/admin/jobs/:jobId/runs',
    summary: 'Run a job now',
    description: 'Answers the run’s id at once; of a job that is running already, the id of that run.',
    tags,
    access: { permission: runJobs },
    params: jobId,
    output: z.object({ runId: z.string() }),
    status: 202,
    errors: ['not_found'],
  }),
  jobRun: endpoint({
    method: 'GET',
    path: '/api/admin/runs/:runId',
    summary: 'One run with its log and result',
    tags,
    access: read,
    params: z.object({ runId: z.string().max(64) }),
    output: jobRun,
    errors: ['not_found'],
  }),
  auditLog: endpoint({
    method: 'GET',
    path: '/api/admin/audit',
    summary: 'Entries of the audit log, newest first',
    description: 'Older entries: ask again with `beforeSeq`, the `seq` of the last entry received.',
    tags,
    access: audit,
    query: auditFilter.extend({ beforeSeq: z.coerce.number().int().min(1).optional() }),
    output: z.object({ entries: z.array(auditRecord).readonly(), hasMore: z.boolean() }),
  }),
  auditCsv: endpoint({
    method: 'GET',
    path: '/api/admin/audit.csv',
    summary: 'The filtered audit log as CSV, newest first',
    tags,
    access: audit,
    query: auditFilter,
    output: binary('text/csv'),
  }),
  verifyAudit: endpoint({
    method: 'POST',
    path: '/api/admin/audit/verify',
    summary: 'Walk the audit log’s hash chain',
    tags,
    access: audit,
    output: verification,
  }),
} as const;
