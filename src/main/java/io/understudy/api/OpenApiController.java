package io.understudy.api;

import io.swagger.v3.oas.annotations.Hidden;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The OpenAPI document for programs, which make clients of it; springdoc's own address is for people. */
@RestController
@Hidden
class OpenApiController {
    private static final String ADDRESS = "/api/v1/openapi";

    private final OpenApiWebMvcResource documents;

    OpenApiController(OpenApiWebMvcResource documents) {
        this.documents = documents;
    }

    @NeedsScope(value = TokenScope.READ, withoutCharacter = true)
    @GetMapping(path = ADDRESS, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] document(HttpServletRequest request) throws IOException {
        // Its server is what is left of the address of the request without this end.
        return documents.openapiJson(request, ADDRESS, Locale.ENGLISH);
    }
}
