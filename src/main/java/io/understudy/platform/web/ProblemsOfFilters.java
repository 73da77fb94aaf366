package io.understudy.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Answers requests that fail in a filter as those that fail in a controller. */
@Component
public class ProblemsOfFilters {
    private final ObjectProvider<HandlerExceptionResolver> resolvers;

    /** @param resolvers asked for late: filters exist before they do */
    ProblemsOfFilters(ObjectProvider<HandlerExceptionResolver> resolvers) {
        this.resolvers = resolvers;
    }

    /** Throws what nothing answers. */
    public void answer(HttpServletRequest request, HttpServletResponse response, RuntimeException failed) {
        if (resolvers
                .orderedStream()
                .noneMatch(resolver -> resolver.resolveException(request, response, null, failed) != null)) {
            throw failed;
        }
    }
}
