package dev.reeve.server.app;

import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.desk.ReporterDesk;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.server.api.ApiParts;
import dev.reeve.server.backtest.PolicyTests;
import dev.reeve.server.console.ConsoleParts;
import dev.reeve.server.database.Database;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.desk.Processing;
import dev.reeve.server.doors.DoorBook;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.intake.Intake;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.journal.PostgresJournal;
import dev.reeve.server.keys.KeyRing;
import dev.reeve.server.network.NetworkSensor;
import dev.reeve.server.security.SecurityParts;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.vault.Vault;
import dev.reeve.server.views.ViewParts;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Console and API on top of a running desk. The parts are named here, never found by scanning, so that this file is
/// the
/// list.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = {DataSourceAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class})
@Import({SecurityParts.class, ViewParts.class, ApiParts.class, ConsoleParts.class})
class Desk {
    @Bean(destroyMethod = "")
    Database database(RunningDesk desk) {
        return desk.database;
    }

    @Bean(destroyMethod = "")
    DataSource dataSource(Database database) {
        return database.dataSource();
    }

    @Bean
    JdbcClient jdbcClient(Database database) {
        return database.jdbc();
    }

    @Bean
    Settings settings(RunningDesk desk) {
        return desk.settings;
    }

    @Bean
    InstantSource time(RunningDesk desk) {
        return desk.time;
    }

    @Bean
    KeyRing keys(RunningDesk desk) {
        return desk.keys;
    }

    @Bean(destroyMethod = "")
    PostgresJournal journal(RunningDesk desk) {
        return desk.journal;
    }

    @Bean
    Vault vault(RunningDesk desk) {
        return desk.vault;
    }

    @Bean
    SafetyDesk safety(RunningDesk desk) {
        return desk.safety;
    }

    @Bean
    ReporterDesk reporters(RunningDesk desk) {
        return desk.reporters;
    }

    @Bean
    MassReverts reverts(RunningDesk desk) {
        return desk.reverts;
    }

    @Bean
    PolicyTests policyTests(RunningDesk desk) {
        return desk.policyTests;
    }

    @Bean
    CaseDesk cases(RunningDesk desk) {
        return desk.cases;
    }

    @Bean(destroyMethod = "")
    EventCodec codec(RunningDesk desk) {
        return desk.codec;
    }

    @Bean(destroyMethod = "")
    EvidenceDesk evidenceDesk(RunningDesk desk) {
        return desk.evidenceDesk;
    }

    @Bean(destroyMethod = "")
    EvidenceStore evidence(RunningDesk desk) {
        return desk.evidence;
    }

    @Bean(destroyMethod = "")
    HoldingsStore holdings(RunningDesk desk) {
        return desk.holdings;
    }

    @Bean(destroyMethod = "")
    PolicyShelf policies(RunningDesk desk) {
        return desk.policies;
    }

    @Bean(destroyMethod = "")
    LeverShelf levers(RunningDesk desk) {
        return desk.levers;
    }

    @Bean(destroyMethod = "")
    Intake intake(RunningDesk desk) {
        return desk.intake;
    }

    @Bean(destroyMethod = "")
    Processing processing(RunningDesk desk) {
        return desk.processing;
    }

    @Bean(destroyMethod = "")
    NetworkSensor network(RunningDesk desk) {
        return desk.network;
    }

    @Bean
    DoorBook doors(RunningDesk desk) {
        return new DoorBook(desk.database.jdbc(), desk.time);
    }
}
