package io.understudy.shared;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What depends on the kind of database. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /**
     * Connections to H2 stay open as long as the process lives. H2 judges a check constraint in the session that created
     * its table, and refuses every write to the table ("Check constraint invalid") once that session is closed: the pool
     * would retire the connection that migrated the database after half an hour, and nobody could log in any more.
     */
    @Bean
    static BeanPostProcessor connectionsToH2Stay() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof HikariDataSource pool && isH2(pool.getJdbcUrl())) {
                    pool.setMaxLifetime(0);
                }
                return bean;
            }
        };
    }

    private static boolean isH2(@Nullable String url) {
        return url != null && url.startsWith("jdbc:h2:");
    }
}
