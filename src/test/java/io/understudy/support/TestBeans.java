package io.understudy.support;

import io.understudy.comments.ToldThings;
import io.understudy.people.People;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** Replaces what a test must be able to steer. */
@TestConfiguration(proxyBeanMethods = false)
@Import({People.class, ToldThings.class})
public class TestBeans {
    @Bean
    @Primary
    SettableClock settableClock() {
        return new SettableClock();
    }
}
