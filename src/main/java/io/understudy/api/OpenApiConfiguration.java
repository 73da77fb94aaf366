package io.understudy.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.understudy.identity.access.NeedsScope;
import io.understudy.identity.access.TokenScope;
import java.util.List;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.method.HandlerMethod;

/** What the OpenAPI document says about every operation. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String TOKEN = "token";
    private static final String SESSION = "session";
    private static final String PROBLEM = "Problem";

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Understudy")
                        .version("v1")
                        .description("Under the same rules as on the screens; docs/api.md is a tour."))
                .components(AnswerHeaders.addTo(new Components())
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer"))
                        .addSecuritySchemes(
                                SESSION,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.APIKEY)
                                        .in(SecurityScheme.In.COOKIE)
                                        .name("JSESSIONID")
                                        .description("Of a person who is signed in; __Host-understudy behind TLS. What"
                                                + " changes something also sends X-CSRF-TOKEN, as the answer of"
                                                + " /api/v1/me has it."))
                        .addSchemas(PROBLEM, problem()));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("RFC 9457")
                .required(List.of("type", "status"))
                .addProperty(
                        "type",
                        new StringSchema()
                                .format("uri")
                                .description(
                                        "The kind of failure, such as urn:understudy:problem:wrong-state; docs/api.md"
                                                + " lists them. It never changes."))
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema().description("What is wrong and what to do."))
                .addProperty(
                        "field", new StringSchema().description("The parameter, header or property that is wrong."))
                .addProperty(
                        "errors",
                        new ArraySchema()
                                .description("All that are wrong, where the form of the request is.")
                                .items(new ObjectSchema()
                                        .addProperty("field", new StringSchema())
                                        .addProperty("detail", new StringSchema())))
                .addProperty(
                        "requestId", new StringSchema().description("What the log of the server names the request."));
    }

    @Bean
    AnswerSchemas answerSchemas() {
        return new AnswerSchemas();
    }

    @Bean
    ApiDescriptions apiDescriptions() {
        return new ApiDescriptions();
    }

    @Bean
    OperationCustomizer everyOperation(AnswerSchemas schemas, ApiDescriptions descriptions) {
        ApiExamples examples = new ApiExamples();
        return (operation, method) -> {
            schemas.add(method, operation);
            complete(operation, method, examples);
            descriptions.addTo(operation);
            AnswerHeaders.addTo(operation, method);
            return operation;
        };
    }

    /** When all operations are known. */
    @Bean
    OpenApiCustomizer everySchema(AnswerSchemas schemas, ApiDescriptions descriptions) {
        return document -> {
            schemas.complete(document.getComponents().getSchemas());
            descriptions.addTo(document.getComponents().getSchemas());
        };
    }

    private static void complete(Operation operation, HandlerMethod method, ApiExamples examples) {
        NeedsScope needed = method.getMethodAnnotation(NeedsScope.class);
        boolean onlyPeople = needed != null && !needed.onlyPeople().isEmpty();
        if (needed != null && !onlyPeople) {
            operation.addExtension("x-token-scope", needed.value().word());
            if (needed.or().length > 0) {
                operation.addExtension(
                        "x-token-scope-or",
                        Stream.of(needed.or()).map(TokenScope::word).toList());
            }
        }
        if (!onlyPeople) {
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
        }
        operation.addSecurityItem(new SecurityRequirement().addList(SESSION));
        boolean named = operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(parameter -> parameter.getName().equals("Idempotency-Key"));
        if (method.hasMethodAnnotation(PostMapping.class) && !named && !onlyPeople) {
            operation.addParametersItem(
                    new HeaderParameter().name("Idempotency-Key").schema(new StringSchema()));
        }
        examples.addTo(operation);
        ApiResponse problem = new ApiResponse()
                .description("A problem")
                .content(new Content()
                        .addMediaType(
                                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new io.swagger.v3.oas.models.media.MediaType()
                                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        AnswerHeaders.add(HttpHeaders.RETRY_AFTER, problem);
        operation.getResponses().addApiResponse("default", problem);
    }
}
