package io.understudy.api.runs;

import io.understudy.training.MetricPoint;
import io.understudy.training.RunProgress;
import io.understudy.training.runs.RunService;
import java.io.IOException;
import java.util.List;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The states of a run, and what was measured at its steps. */
class ProgressFeed implements RunFeed {
    private static final int MOST = 1_000;

    private final RunService runs;
    private int sent;
    private long revision = -1;
    private int attempt = -1;
    private boolean more;

    /** @param after the last step whose metrics the client has */
    ProgressFeed(RunService runs, int after) {
        this.runs = runs;
        this.sent = after;
    }

    @Override
    public boolean send(RunProgress now, SseEmitter emitter) throws IOException {
        if (now.attempt() != attempt) {
            boolean first = attempt < 0;
            attempt = now.attempt();
            if (!first || sent > now.step()) {
                sent = 0; // Another attempt measures some of the steps again.
            }
        }
        List<MetricPoint> points = runs.exactPoints(now.run(), sent, MOST);
        for (MetricPoint point : points) {
            emitter.send(SseEmitter.event()
                    .name("metric")
                    .id(Integer.toString(point.step()))
                    .data(RunMetric.of(point)));
            sent = point.step();
        }
        more = points.size() == MOST;
        // A client that hears of the end stops listening, so the state comes behind the metrics.
        if (more || now.revision() == revision) {
            return !points.isEmpty();
        }
        revision = now.revision();
        emitter.send(SseEmitter.event().name("state").data(RunStateEvent.of(now)));
        return true;
    }

    @Override
    public boolean hasMore() {
        return more;
    }
}
