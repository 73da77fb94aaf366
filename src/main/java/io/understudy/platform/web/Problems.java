package io.understudy.platform.web;

import io.understudy.platform.core.DomainException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/** Answers with RFC 9457 problems, which is what addresses of programs do whatever a request accepts. */
public final class Problems {
    /** Where assistants speak the Model Context Protocol. */
    public static final String ASSISTANTS = "/mcp";

    private static final List<PathPattern> OF_PROGRAMS = Stream.of("/api/**", ASSISTANTS)
            .map(PathPatternParser.defaultInstance::parse)
            .toList();
    private static final JsonMapper JSON = JsonMapper.builder()
            .addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
            .build();

    private Problems() {}

    /** As addresses are mapped, so that one that is written in another way is no other address. */
    public static boolean areWanted(HttpServletRequest request) {
        PathContainer path = RequestPath.parse(request.getRequestURI(), request.getContextPath())
                .pathWithinApplication();
        return OF_PROGRAMS.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static boolean hasType(ProblemDetail problem) {
        return problem.getType() != null && !problem.getType().toString().equals("about:blank");
    }

    /** @param words what is wrong and what to do */
    public static ProblemDetail of(HttpStatusCode status, String words) {
        return ProblemDetail.forStatusAndDetail(status, words);
    }

    /** As {@link #of(HttpStatusCode, String)}, where the status does not say all. */
    public static ProblemDetail of(ProblemType type, String words) {
        ProblemDetail problem = of(HttpStatusCode.valueOf(type.status()), words);
        problem.setType(type.uri());
        return problem;
    }

    /** What a declined request is answered with; its {@code field} is the input that broke a rule. */
    public static ProblemDetail of(DomainException refusal) {
        return switch (refusal) {
            case DomainException.NotFound _ -> of(HttpStatus.NOT_FOUND, refusal.words());
            case DomainException.Conflict _ -> of(HttpStatus.CONFLICT, refusal.words());
            case DomainException.RuleViolation rule -> {
                ProblemDetail problem = of(HttpStatus.UNPROCESSABLE_CONTENT, refusal.words());
                if (rule.field() != null) {
                    problem.setProperty("field", rule.field());
                }
                yield problem;
            }
        };
    }

    /** Also where something else was written to the response's stream before and reset. */
    public static void write(ProblemDetail problem, HttpServletResponse response) throws IOException {
        if (!hasType(problem)) {
            problem.setType(ProblemType.of(problem.getStatus()).uri());
        }
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        byte[] body = JSON.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
