package dev.reeve.server.api;

import org.springframework.context.annotation.Configuration;

/// The API.
@Configuration(proxyBeanMethods = false)
public class ApiParts {}
