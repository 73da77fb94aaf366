package io.understudy.api.problems;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.platform.core.DomainException;
import io.understudy.platform.web.ProblemType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiProblemsTest {
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private JsonNode answerTo(Exception thrown) throws Exception {
        new ApiProblems().resolveException(new MockHttpServletRequest("GET", "/api/v1/runs"), response, null, thrown);
        return JsonMapper.shared().readTree(response.getContentAsString());
    }

    @Test
    void aServerThatMissesSomethingSaysWhenToAskAgain() throws Exception {
        JsonNode problem = answerTo(new IllegalStateException(new SQLTransientConnectionException()));

        assertThat(response.getStatus()).isEqualTo(503);
        assertThat(response.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("10");
        assertThat(problem.path("type").asString("")).isEqualTo("urn:understudy:problem:unavailable");
    }

    @Test
    void eachKindOfFailureHasATypeOfItsOwn() throws Exception {
        assertThat(answerTo(new DomainException.Conflict("It is over."))
                        .path("type")
                        .asString(""))
                .isEqualTo("urn:understudy:problem:wrong-state");
        response.reset();
        assertThat(answerTo(new RequestProblem(ProblemType.FAILED_HALF_WAY, "", "It failed."))
                        .path("type")
                        .asString(""))
                .isEqualTo("urn:understudy:problem:failed-half-way");
        assertThat(response.getStatus()).isEqualTo(409);
    }

    @Test
    void anAnswerThatHasBegunIsLeftToTheServerWhichClosesTheConnection() {
        response.setCommitted(true);

        assertThat(new ApiProblems()
                        .resolveException(
                                new MockHttpServletRequest("GET", "/api/v1/runs"),
                                response,
                                null,
                                new DomainException.Conflict("It is over.")))
                .isNull();
    }

    @Test
    void theTourListsAllTypes() throws Exception {
        assertThat(Files.readString(Path.of("docs/api.md")))
                .contains(Arrays.stream(ProblemType.values())
                        .map(type -> "`" + type.uri().toString().replace("urn:understudy:problem:", "") + "`")
                        .toList());
    }
}
