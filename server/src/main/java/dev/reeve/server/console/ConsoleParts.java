package dev.reeve.server.console;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The pages.
@Configuration(proxyBeanMethods = false)
@Import({PageModel.class, ErrorPage.class, HomeController.class})
public class ConsoleParts {}
