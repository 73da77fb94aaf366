package io.understudy.api.problems;

import io.understudy.platform.core.DomainException;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Below the API's addresses there are no pages, which would answer for every address that nobody else knows. */
@Configuration(proxyBeanMethods = false)
class UnknownAddresses {
    @Bean
    SimpleUrlHandlerMapping unknownAddressesOfTheApi() {
        HttpRequestHandler unknown = (request, response) -> {
            throw new DomainException.NotFound("The API has no such address. Its documentation is at /api/docs.");
        };
        return new SimpleUrlHandlerMapping(Map.of("/api/v1/**", unknown), 1);
    }
}
