package io.understudy.training.rehearsal;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RehearsalProperties.class)
class RehearsalConfiguration {}
