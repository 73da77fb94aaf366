package io.understudy.identity.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** Who a server with the product's settings believes a client to be. */
@Tag("attack")
class ForwardedHeadersTest {
    private final WebApplicationContextRunner server = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(TomcatServletWebServerAutoConfiguration.class))
            .withBean(ClientEcho.class, ClientEcho::new)
            .withPropertyValues("server.port=0");

    @Test
    void whileTheyAreOffNobodyIsBelieved() {
        assertThat(client(server)).isEqualTo("127.0.0.1 http");
    }

    @Test
    void whileTheyAreOnTheProxyIsBelieved() {
        assertThat(client(server.withPropertyValues("UNDERSTUDY_FORWARD_HEADERS=native")))
                .isEqualTo("198.51.100.7 https");
    }

    @Test
    void anotherMachineThanTheProxyIsNotBelieved() {
        assertThat(client(server.withPropertyValues(
                        "UNDERSTUDY_FORWARD_HEADERS=native", "UNDERSTUDY_PROXIES=203.0.113.0/24")))
                .isEqualTo("127.0.0.1 http");
    }

    /** What it answers to a request with forwarded headers from this machine. */
    private static String client(WebApplicationContextRunner server) {
        AtomicReference<String> answer = new AtomicReference<>("");
        server.run(context -> {
            int port = Objects.requireNonNull(context.getSourceApplicationContext(
                                    AnnotationConfigServletWebServerApplicationContext.class)
                            .getWebServer())
                    .getPort();
            try (HttpClient browser = HttpClient.newHttpClient()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .header("X-Forwarded-For", "198.51.100.7")
                        .header("X-Forwarded-Proto", "https")
                        .build();
                answer.set(browser.send(request, BodyHandlers.ofString()).body());
            }
        });
        return answer.get();
    }

    private static final class ClientEcho extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print(request.getRemoteAddr() + " " + request.getScheme());
        }
    }
}
