package dev.reeve.server.views;

import dev.reeve.core.desk.CaseDesk;
import dev.reeve.core.desk.EvidenceDesk;
import dev.reeve.core.desk.ReporterDesk;
import dev.reeve.core.desk.SafetyDesk;
import dev.reeve.core.journal.Journal;
import dev.reeve.server.database.Database;
import dev.reeve.server.desk.LeverShelf;
import dev.reeve.server.desk.MassReverts;
import dev.reeve.server.desk.PolicyShelf;
import dev.reeve.server.desk.Processing;
import dev.reeve.server.desk.SenderDrift;
import dev.reeve.server.evidence.EvidenceStore;
import dev.reeve.server.holdings.HoldingsImport;
import dev.reeve.server.holdings.HoldingsStore;
import dev.reeve.server.journal.EventCodec;
import dev.reeve.server.network.NetworkSensor;
import dev.reeve.server.network.TrafficView;
import dev.reeve.server.orders.AccountOrders;
import dev.reeve.server.orders.CaseOrders;
import dev.reeve.server.orders.DeskOrders;
import dev.reeve.server.orders.EvidenceOrders;
import dev.reeve.server.orders.ReporterOrders;
import dev.reeve.server.orders.RevertOrders;
import dev.reeve.server.security.AdminNotes;
import dev.reeve.server.settings.Settings;
import dev.reeve.server.vault.Vault;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What console and API read, and what persons order through them.
@Configuration(proxyBeanMethods = false)
public class ViewParts {
    @Bean
    CaseList caseList(JdbcClient jdbc, InstantSource time) {
        return new CaseList(jdbc, time);
    }

    @Bean
    CaseParts caseParts(JdbcClient jdbc) {
        return new CaseParts(jdbc);
    }

    @Bean
    Timeline timeline(Journal journal, EventCodec codec, Vault vault) {
        return new Timeline(journal, codec, vault);
    }

    @Bean
    Messages messages(JdbcClient jdbc) {
        return new Messages(jdbc);
    }

    @Bean
    JournalPages journalPages(Database database, Settings settings) {
        return new JournalPages(database, settings);
    }

    @Bean
    AccountView accountView(JdbcClient jdbc, HoldingsStore holdings, CaseDesk cases, Vault vault) {
        return new AccountView(jdbc, holdings, cases, vault);
    }

    @Bean
    RawMessages rawMessages(EvidenceStore evidence, AdminNotes notes, Journal journal) {
        return new RawMessages(evidence, notes, journal);
    }

    @Bean
    CaseOrders caseOrders(CaseDesk cases, Vault vault) {
        return new CaseOrders(cases, vault);
    }

    @Bean
    AccountOrders accountOrders(SafetyDesk safety, CaseDesk cases) {
        return new AccountOrders(safety, cases);
    }

    @Bean
    EvidenceOrders evidenceOrders(
            Journal journal, EvidenceDesk desk, HoldingsStore holdings, Vault vault, InstantSource time) {
        return new EvidenceOrders(journal, desk, holdings, vault, time);
    }

    @Bean
    DeskOrders deskOrders(SafetyDesk safety, CaseDesk cases) {
        return new DeskOrders(safety, cases);
    }

    @Bean
    RevertOrders revertOrders(MassReverts reverts, Vault vault) {
        return new RevertOrders(reverts, vault);
    }

    @Bean
    HoldingsImport holdingsImport(Database database, Vault vault, InstantSource time) {
        return new HoldingsImport(database, vault, time);
    }

    @Bean
    Precedents precedents(JdbcClient jdbc, Journal journal, Vault vault) {
        return new Precedents(jdbc, journal, vault);
    }

    @Bean
    DeskStatus deskStatus(
            CaseDesk cases,
            LeverShelf levers,
            PolicyShelf policies,
            HoldingsStore holdings,
            JournalPages journal,
            Messages messages,
            SenderDrift senders,
            Settings settings,
            InstantSource time) {
        return new DeskStatus(cases, levers, policies, holdings, journal, messages, senders, settings, time);
    }

    @Bean
    SenderDrift senderDrift(JdbcClient jdbc, InstantSource time) {
        return new SenderDrift(jdbc, time);
    }

    @Bean
    TrafficView trafficView(NetworkSensor sensor, JdbcClient jdbc, InstantSource time) {
        return new TrafficView(sensor, jdbc, time);
    }

    @Bean
    ReporterLedger reporterLedger(JdbcClient jdbc) {
        return new ReporterLedger(jdbc);
    }

    @Bean
    ReporterView reporterView(JdbcClient jdbc, Journal journal, Vault vault, ReporterLedger ledger) {
        return new ReporterView(jdbc, journal, vault, ledger);
    }

    @Bean
    ReporterOrders reporterOrders(
            ReporterDesk reporters, Journal journal, Processing processing, Vault vault, InstantSource time) {
        return new ReporterOrders(reporters, journal, processing, vault, time);
    }

    @Bean
    Search search(JdbcClient jdbc, HoldingsStore holdings, InstantSource time) {
        return new Search(jdbc, holdings, time);
    }
}
