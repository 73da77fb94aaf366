package io.understudy.api.runs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.understudy.api.SendsEvents;
import io.understudy.identity.SignedInPerson;
import io.understudy.identity.access.Admissions;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import io.understudy.training.RunDetails;
import io.understudy.training.runs.RunService;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/api/v1/runs/{run}")
@Tag(name = "Runs")
class RunStreamController {
    private final RunService runs;
    private final RunEventStream events;
    private final Admissions admissions;

    RunStreamController(RunService runs, RunEventStream events, Admissions admissions) {
        this.runs = runs;
        this.events = events;
        this.admissions = admissions;
    }

    @Operation(
            operationId = "followRun",
            summary = "The states and metrics of a run as server-sent events, until it is over",
            description = "Events are named metric and state; their data is a RunMetric and a RunStateEvent, in JSON."
                    + " The stream ends after ten minutes at the latest; connect again with the Last-Event-ID to get"
                    + " what follows. That id names the attempt and the step: once another attempt has begun, such as"
                    + " after a resume, the stream begins again with the first step.")
    @SendsEvents({RunMetric.class, RunStateEvent.class})
    @NeedsScope(TokenScope.READ)
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Nullable
    SseEmitter follow(
            @PathVariable long run,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "0") @Pattern(regexp = "(\\d{1,9}-)?\\d{1,9}")
                    String lastEventId,
            @AuthenticationPrincipal SignedInPerson me,
            HttpServletRequest request) {
        return open(run, new ProgressFeed(runs, lastEventId), me, request);
    }

    @Operation(
            operationId = "followLog",
            summary = "The lines of a run's log as server-sent events, until it is over",
            description = "Events are named line; their data is a RunLogLine, in JSON. The stream ends after ten"
                    + " minutes at the latest; connect again with the Last-Event-ID to get what follows.")
    @SendsEvents(RunLogLine.class)
    @NeedsScope(TokenScope.READ)
    @GetMapping(path = "/log/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Nullable
    SseEmitter followLog(
            @PathVariable long run,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "0") @Min(0) @Max(RunController.MOST_LINES)
                    int lastEventId,
            @AuthenticationPrincipal SignedInPerson me,
            HttpServletRequest request) {
        return open(run, new LogFeed(runs, lastEventId), me, request);
    }

    private @Nullable SseEmitter open(long run, RunFeed feed, SignedInPerson me, HttpServletRequest request) {
        RunDetails details = runs.byNumber(run);
        // A head has no body that could be sent.
        return HttpMethod.HEAD.matches(request.getMethod())
                ? null
                : events.follow(details, feed, me, admissions.of(request));
    }
}
