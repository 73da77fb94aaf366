package io.understudy.platform.data;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DataConfiguration {
    private static final Logger log = LoggerFactory.getLogger(DataConfiguration.class);

    /** How long a page waits for a database on another machine before it says that there is none. */
    private static final Duration PATIENCE = Duration.ofMillis(2500);

    private static final Duration VALIDATION = Duration.ofSeconds(1);

    /**
     * In seconds. A database that vanished without a word answers nothing at all; the longest statement of the product takes a
     * few seconds.
     */
    static final Map<String, String> NETWORK =
            Map.of("connectTimeout", "2", "loginTimeout", "2", "socketTimeout", "60", "tcpKeepAlive", "true");

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

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static DatabaseGate databaseGate() {
        return new DatabaseGate();
    }

    @Bean
    static BeanPostProcessor shortTimeOuts(DatabaseGate gate) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && isPostgreSql(pool)) {
                    pool.setConnectionTimeout(PATIENCE.toMillis());
                    pool.setValidationTimeout(VALIDATION.toMillis());
                    NETWORK.forEach(pool::addDataSourceProperty);
                }
                return bean;
            }

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof HikariDataSource pool && isPostgreSql(pool) ? gate.before(pool) : bean;
            }
        };
    }

    static boolean isPostgreSql(HikariDataSource pool) {
        return pool.getJdbcUrl().startsWith("jdbc:postgresql:");
    }
}
