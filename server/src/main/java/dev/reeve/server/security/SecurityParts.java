package dev.reeve.server.security;

import dev.reeve.core.journal.Journal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.settings.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Who gets in, and by which door: programs with a token at the API, persons with a session everywhere else.
@Configuration(proxyBeanMethods = false)
@Import({LoginController.class, WelcomeController.class, SecondFactorController.class})
public class SecurityParts implements WebMvcConfigurer {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; base-uri 'none'; object-src 'none';" + " form-action 'self'; frame-ancestors 'none'";

    private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new AccessGate());
    }

    @Bean
    AdminNotes adminNotes(JdbcClient jdbc, InstantSource time) {
        return new AdminNotes(jdbc, time);
    }

    @Bean
    People people(DataSource dataSource, AdminNotes notes, InstantSource time) {
        return new People(dataSource, notes, time);
    }

    @Bean
    Credentials credentials(DataSource dataSource, KeyRing keys, AdminNotes notes, InstantSource time) {
        return new Credentials(dataSource, keys.master(), new Passwords(keys.master(), Passwords.ROUNDS), notes, time);
    }

    @Bean
    Invitations invitations(JdbcClient jdbc, InstantSource time) {
        return new Invitations(jdbc, time);
    }

    @Bean
    ApiTokens apiTokens(DataSource dataSource, AdminNotes notes, InstantSource time) {
        return new ApiTokens(dataSource, notes, time);
    }

    @Bean
    FirstAdministrator firstAdministrator(People people, Invitations invitations, Settings settings) {
        return new FirstAdministrator(people, invitations, settings.dataDir());
    }

    @Bean
    NoteRecorder noteRecorder(AdminNotes notes, Journal journal) {
        return new NoteRecorder(notes, journal);
    }

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, ApiTokens tokens, People people, Settings settings)
            throws Exception {
        headers(http, settings);
        return http.securityMatcher("/api/**", "/metrics")
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerFilter(tokens, people), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(a -> a.requestMatchers("/api/v1/openapi.json")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(e -> e.authenticationEntryPoint((request, response, failure) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            ApiRefusal.write(
                                    response,
                                    401,
                                    "Not logged in",
                                    "send a valid API token: Authorization: Bearer reeve_…; an administrator makes one"
                                            + " in the console");
                        })
                        .accessDeniedHandler((request, response, failure) ->
                                ApiRefusal.write(response, 403, "Not allowed", String.valueOf(failure.getMessage()))))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain persons(HttpSecurity http, People people, InstantSource time, Settings settings)
            throws Exception {
        headers(http, settings);
        return http.logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilterBefore(new SessionFilter(people, time), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(a -> a.requestMatchers(
                                "/login", "/logout", "/welcome/*", "/assets/**", "/health", "/error", "/favicon.ico")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(e -> e.authenticationEntryPoint(
                                (request, response, failure) -> response.sendRedirect("/login?next=" + next(request)))
                        .accessDeniedHandler((request, response, failure) -> {
                            request.setAttribute("reeve.why", failure.getMessage());
                            response.sendError(403);
                        }))
                .build();
    }

    private static String next(HttpServletRequest request) {
        boolean page = request.getMethod().equals("GET");
        String query = request.getQueryString();
        return page
                ? URLEncoder.encode(
                        request.getRequestURI() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8)
                : "/queue";
    }

    private static void headers(HttpSecurity http, Settings settings) throws Exception {
        boolean https = "https".equals(settings.publicUrl().getScheme());
        http.headers(h -> {
            h.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                    .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER))
                    .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                    .httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable)
                    .addHeaderWriter(new StaticHeadersWriter("Cross-Origin-Opener-Policy", "same-origin"))
                    .addHeaderWriter(new StaticHeadersWriter("Permissions-Policy", "camera=(), microphone=()"));
            if (https) {
                // A proxy speaks TLS for us, so that the request itself does not tell.
                h.addHeaderWriter(new StaticHeadersWriter("Strict-Transport-Security", "max-age=" + YEAR_SECONDS));
            }
        });
    }
}
