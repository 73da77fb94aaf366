package io.understudy.platform.web;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.understudy.platform.core.DomainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

class ErrorAdviceTest {
    @RestController
    static class Refusing {
        @GetMapping("/{kind}")
        String refuse(@PathVariable String kind) {
            throw switch (kind) {
                case "unknown" -> new DomainException.NotFound("There is no “Ava”.");
                case "late" -> new DomainException.Conflict("Someone else saved first.");
                default -> DomainException.RuleViolation.in("name", "Enter a name.");
            };
        }
    }

    private final MockMvc http = MockMvcBuilders.standaloneSetup(new Refusing())
            .setControllerAdvice(new ErrorAdvice())
            .build();

    @ParameterizedTest
    @CsvSource({"unknown,404,There is no “Ava”.", "late,409,Someone else saved first.", "wrong,422,Enter a name."})
    void aBrowserGetsTheWordsAlone(String kind, int status, String words) throws Exception {
        http.perform(get("/" + kind).accept(MediaType.TEXT_HTML, MediaType.ALL))
                .andExpect(status().is(status))
                .andExpect(content().contentType("text/plain;charset=UTF-8"))
                .andExpect(content().string(words));
    }

    @Test
    void whoAsksForJsonGetsAProblem() throws Exception {
        http.perform(get("/wrong").accept(MediaType.APPLICATION_JSON))
                .andExpect(status().is(422))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value("Enter a name."))
                .andExpect(jsonPath("$.status").value(422))
                .andExpect(jsonPath("$.field").value("name"));
    }
}
