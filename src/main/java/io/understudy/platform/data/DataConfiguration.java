package io.understudy.platform.data;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DataConfiguration {
    private static final Logger log = LoggerFactory.getLogger(DataConfiguration.class);

    @Bean
    TypedJdbcClient jdbcClient(NamedParameterJdbcTemplate template) {
        return new TypedJdbcClient(JdbcClient.create(template));
    }

    /** Before the database is opened, which writes its file there. */
    @Bean
    static BeanFactoryPostProcessor privateData(Environment environment) {
        Path folder = Path.of(environment.getRequiredProperty("understudy.data"));
        return beans -> {
            try {
                PrivateFolder.create(folder, "understudy.mv.db", "secret.key");
            } catch (IOException problem) {
                log.warn("Other users of this machine may be able to read {}: {}", folder, problem.toString());
            }
        };
    }
}
