package io.understudy.platform.data;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class DataConfiguration {
    @Bean
    TypedJdbcClient jdbcClient(NamedParameterJdbcTemplate template) {
        return new TypedJdbcClient(JdbcClient.create(template));
    }
}
