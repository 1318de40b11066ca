import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import type { Feedback, Note, Options, SavedSegment } from '../../contract';
import * as answers from './answers';

/** What the pages ask, answered from memory; `asked` are the addresses, `state` what tests change. */
export function insightsServer() {
  const state: { options: Options; notes: Note[]; segments: SavedSegment[]; refuse: boolean } = {
    options: answers.options,
    notes: [],
    segments: [],
    refuse: false,
  };
  const asked: string[] = [];
  const get = (path: string, answer: () => object) =>
    http.get(`*${path}`, ({ request }) => {
      const { pathname, search } = new URL(request.url);
      asked.push(pathname + search);
      return HttpResponse.json(answer());
    });
  const refused = () =>
    HttpResponse.json(
      { error: { code: 'internal_error', message: 'Not today.', requestId: 'r1' } },
      { status: 500 },
    );
  const judge = (id: string, feedback: Feedback | null) => {
    state.notes = state.notes.map(note => (note.id === id ? { ...note, feedback } : note));
  };
  const server = setupServer(
    get('/v1/insights/options', () => state.options),
    get('/v1/insights/overview', () => answers.overview),
    get('/v1/insights/hotspots', () => ({ about: answers.about, hotspots: [answers.hotspot], total: 3 })),
    get('/v1/insights/hotspots/:screen', () => answers.detail),
    get('/v1/flows/top', () => answers.flows),
    get('/v1/flows/graph', () => answers.graph),
    get('/v1/flows/archetypes', () => answers.archetypes),
    get('/v1/releases/compare', () => answers.comparison),
    get('/v1/insights/clusters', () => answers.clusters),
    get('/v1/crab-notes', () => ({ about: answers.about, notes: state.notes, tested: 1234 })),
    get('/v1/insights/segments', () => ({ segments: state.segments })),
    http.put('*/v1/crab-notes/:id/feedback', async ({ request, params }) => {
      if (state.refuse) return refused();
      const { verdict } = (await request.json()) as Pick<Feedback, 'verdict'>;
      const feedback: Feedback = { verdict, at: 0, by: 'Ada Lund' };
      judge(String(params.id), feedback);
      return HttpResponse.json({ id: params.id, feedback });
    }),
    http.delete('*/v1/crab-notes/:id/feedback', ({ params }) => {
      judge(String(params.id), null);
      return new HttpResponse(null, { status: 204 });
    }),
    http.post('*/v1/insights/segments', async ({ request }) => {
      const body = (await request.json()) as Pick<SavedSegment, 'name' | 'filters'>;
      const segment = { ...body, id: `seg-${state.segments.length}`, createdBy: 'Ada Lund', createdAt: 0 };
      state.segments = [...state.segments, segment];
      return HttpResponse.json(segment, { status: 201 });
    }),
    http.delete('*/v1/insights/segments/:id', ({ params }) => {
      state.segments = state.segments.filter(({ id }) => id !== params.id);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return { server, state, asked };
}
