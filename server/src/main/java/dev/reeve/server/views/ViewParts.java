package dev.reeve.server.views;

import org.springframework.context.annotation.Configuration;

/// What console and API read.
@Configuration(proxyBeanMethods = false)
public class ViewParts {}
