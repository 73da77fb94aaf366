package io.understudy.platform.data;

import jakarta.persistence.EntityManagerFactory;
import org.springframework.boot.jpa.autoconfigure.EntityManagerFactoryBuilderCustomizer;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/**
 * Opens the database before the web server is made. Hibernate then reads the entities on a thread of its own while Tomcat and
 * Vaadin look through the classes; in Spring's own order, and on one thread, a start takes a second longer.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseFirst {
    @Bean
    EntityManagerFactoryBuilderCustomizer entitiesOnTheirOwnThread() {
        return entities -> entities.setBootstrapExecutor(new SimpleAsyncTaskExecutor("entities-"));
    }

    /** @param begun asking for it here is what begins it */
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> databaseBeforeTheServer(EntityManagerFactory begun) {
        return server -> {};
    }
}
