package io.understudy.api.problems;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.outages.Dependency;
import io.understudy.platform.web.Attachment;
import io.understudy.platform.web.ProblemType;
import io.understudy.platform.web.Problems;
import io.understudy.platform.web.RequestId;
import io.understudy.storage.AlteredBlobFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Answers every request of the API that fails, wherever it does, with an RFC 9457 problem. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

    /** In seconds. */
    private static final String PAUSE = "10";

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (!Problems.areWanted(request)) {
            return null;
        }
        if (thrown instanceof AsyncRequestNotUsableException) {
            return new ModelAndView();
        }
        if (response.isCommitted()) {
            // It cannot be withdrawn: thrown on, it makes the server close the connection.
            return null;
        }
        try {
            if (!(thrown instanceof RequestProblem)) {
                // Such a one comes before every answer, some with a header of its own.
                Attachment.takeBack(response);
            }
            if (thrown instanceof ErrorResponse standard) {
                standard.getHeaders().forEach((name, values) -> response.setHeader(name, String.join(", ", values)));
            }
            ProblemDetail problem = problem(thrown, request);
            if (problem.getStatus() == HttpStatus.TOO_MANY_REQUESTS.value()
                    || problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
                response.setHeader(HttpHeaders.RETRY_AFTER, PAUSE);
            }
            Problems.write(problem, response);
        } catch (IOException gone) {
            LOG.debug("Nobody waits for the answer", gone);
        }
        return new ModelAndView();
    }

    private static ProblemDetail problem(Exception thrown, HttpServletRequest request) {
        return switch (thrown) {
            case DomainException refusal -> Problems.of(refusal);
            case RequestProblem problem -> problem.detail();
            case AlteredBlobFailure altered ->
                Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, String.valueOf(altered.getMessage()));
            case HttpMessageNotReadableException body -> unreadable(body);
            case MethodArgumentTypeMismatchException value ->
                about(
                        value.getName(),
                        HttpStatus.BAD_REQUEST,
                        "“" + value.getName() + "” has a value that it cannot have.");
            case HandlerMethodValidationException values -> outOfRange(values);
            case MethodArgumentNotValidException body -> invalid(body);
            case AccessDeniedException _ ->
                Problems.of(HttpStatus.FORBIDDEN, "The role of the person who asks does not allow this.");
            case AuthenticationException _ -> Problems.of(HttpStatus.UNAUTHORIZED, "Send an access token, or sign in.");
            case ConcurrencyFailureException _ ->
                Problems.of(ProblemType.CHANGED_MEANWHILE, "Someone else changed it at the same time. Read it again.");
            case DataIntegrityViolationException violation -> violated(violation, request);
            case MultipartException _ ->
                Problems.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "The API takes no forms. Send a file as application/octet-stream, everything else as JSON.");
            case ErrorResponse standard -> standard.getBody();
            default -> unexpected(thrown, request);
        };
    }

    /** A rule that a service should have checked before: the log names it. */
    private static ProblemDetail violated(DataIntegrityViolationException violation, HttpServletRequest request) {
        String id = RequestId.of(request);
        LOG.warn(
                "The database declined the request {}: {} {}",
                id,
                request.getMethod(),
                request.getRequestURI(),
                violation);
        ProblemDetail problem = Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "The database does not take this value.");
        problem.setProperty("requestId", id);
        return problem;
    }

    private static ProblemDetail unreadable(HttpMessageNotReadableException body) {
        if (body.contains(StreamConstraintsException.class)) {
            return Problems.of(
                    HttpStatus.CONTENT_TOO_LARGE, "The body is larger or nested deeper than that of any request.");
        }
        return switch (body.getCause()) {
            case UnrecognizedPropertyException unknown ->
                about(
                        path(unknown),
                        HttpStatus.BAD_REQUEST,
                        "“" + path(unknown) + "” is not a property that this request has.");
            case DatabindException value
            when !path(value).isEmpty() ->
                about(path(value), HttpStatus.BAD_REQUEST, "“" + path(value) + "” has a value that it cannot have.");
            case JacksonException _ ->
                Problems.of(HttpStatus.BAD_REQUEST, "The body is not JSON of the expected form.");
            case null, default -> Problems.of(HttpStatus.BAD_REQUEST, "The body is missing or cannot be read.");
        };
    }

    private static String path(DatabindException problem) {
        return problem.getPath().stream()
                .map(part -> part.getPropertyName() == null ? "[" + part.getIndex() + "]" : part.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static ProblemDetail outOfRange(HandlerMethodValidationException values) {
        return several(values.getParameterValidationResults().stream()
                .flatMap(result -> result.getResolvableErrors().stream()
                        .map(error -> error instanceof FieldError part
                                ? new Broken(part.getField(), String.valueOf(part.getDefaultMessage()))
                                : new Broken(
                                        String.valueOf(
                                                result.getMethodParameter().getParameterName()),
                                        String.valueOf(error.getDefaultMessage()))))
                .toList());
    }

    private static ProblemDetail invalid(MethodArgumentNotValidException body) {
        return several(body.getBindingResult().getFieldErrors().stream()
                .map(error -> new Broken(error.getField(), String.valueOf(error.getDefaultMessage())))
                .toList());
    }

    /** What of a request is wrong, and how, after the words "name …". */
    private record Broken(String field, String words) {
        String sentence() {
            return "“" + field + "” " + words + ".";
        }
    }

    /** All of them, because the order in which they are found says nothing; {@code field} is the first one. */
    private static ProblemDetail several(List<Broken> found) {
        List<Broken> broken = found.stream()
                .distinct()
                .sorted(Comparator.comparing(Broken::field).thenComparing(Broken::words))
                .toList();
        if (broken.isEmpty()) {
            return Problems.of(HttpStatus.BAD_REQUEST, "The request does not have the expected form.");
        }
        ProblemDetail problem = about(
                broken.getFirst().field(),
                HttpStatus.BAD_REQUEST,
                broken.stream().map(Broken::sentence).collect(Collectors.joining(" ")));
        problem.setProperty(
                "errors",
                broken.stream()
                        .map(each -> Map.of("field", each.field(), "detail", each.sentence()))
                        .toList());
        return problem;
    }

    private static ProblemDetail about(String field, HttpStatus status, String words) {
        ProblemDetail problem = Problems.of(status, words);
        problem.setProperty("field", field);
        return problem;
    }

    private static ProblemDetail unexpected(Exception thrown, HttpServletRequest request) {
        if (Dependency.lostIn(thrown).isPresent()) {
            return Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Something that this server needs does not answer. Try again later.");
        }
        String id = RequestId.of(request);
        LOG.error("The request {} failed: {} {}", id, request.getMethod(), request.getRequestURI(), thrown);
        ProblemDetail problem = Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something unexpected went wrong. The log names it by the request id.");
        problem.setProperty("requestId", id);
        return problem;
    }
}
