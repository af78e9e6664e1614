using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.Persistence.Snapshot;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Akka.Specs.Persistence;

public sealed class PluginSpecs() : TestKit.Xunit2.TestKit(
    $$"""
    akka.persistence.journal {
      nameless.colour = blue
      unknown.class = "No.Such.Journal, Akka.Specs"
      configured { class = "{{typeof(Configured).AssemblyQualifiedName}}", colour = green }
    }
    """)
{
    private PersistenceExtension Extension => Akka.Persistence.Persistence.Instance.Apply(Sys);

    [Theory]
    [InlineData("akka.persistence.journal.missing", "missing plugin config path for: akka.persistence.journal.missing")]
    [InlineData("akka.persistence.journal.nameless", "[akka.persistence.journal.nameless.class]")]
    [InlineData("akka.persistence.journal.unknown", "[No.Such.Journal, Akka.Specs]")]
    public void Plugin_that_cannot_be_started_is_an_error_that_names_its_setting(string path, string named)
    {
        var error = Assert.Throws<ArgumentException>(() => Extension.JournalFor(path));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plugin_gets_its_own_settings_with_the_fallbacks_behind()
    {
        var journal = Extension.JournalFor("akka.persistence.journal.configured");

        journal.Tell("colour");
        ExpectMsg("green");
        journal.Tell("recovery-event-timeout");
        ExpectMsg("30s");
    }

    [Fact]
    public void Plugin_is_started_once_under_its_path()
    {
        var journal = Extension.JournalFor(null);

        Assert.Equal(journal, Extension.JournalFor("akka.persistence.journal.inmem"));
        Assert.EndsWith("/system/akka.persistence.journal.inmem", journal.Path.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Actor_with_an_unknown_journal_fails_at_its_start()
    {
        var actor = Watch(Sys.ActorOf(Props.Empty));
        Sys.Stop(actor);
        ExpectTerminated(actor);

        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
            actor = Sys.ActorOf(Props.Create(() => new Lost("a", TestActor))));

        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Without_a_snapshot_store_actors_recover_but_cannot_save()
    {
        EventFilter.Warning(contains: "No default snapshot store").ExpectOne(() => Extension.SnapshotStoreFor(null));
        var actor = Sys.ActorOf(Journaled.Props("a", TestActor));
        ExpectMsg("recovered 0");

        EventFilter.Error(contains: "could not be deleted").ExpectOne(() => actor.Tell(new Do(self => self.SaveSnapshot("state"))));

        Assert.IsType<NoSnapshotStore.NoSnapshotStoreException>(ExpectMsg<SaveSnapshotFailure>().Cause);
    }

    [Fact]
    public async Task Hosted_system_takes_plugins_from_its_configuration_text()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka("hosted", akka => akka
            .ConfigureLoggers(loggers => loggers.ClearLoggers())
            .AddHocon(
                $$"""
                akka.persistence.journal { plugin = "akka.persistence.journal.own", own.class = "{{typeof(Configured).AssemblyQualifiedName}}" }
                akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
                """,
                HoconAddMode.Prepend)
            .WithActors((system, registry) => registry.Register<Journaled>(system.ActorOf(Journaled.Props("a", TestActor)))));
        using var host = builder.Build();

        await host.StartAsync();

        ExpectMsg("recovered 0");
        Assert.EndsWith(
            "journal.own",
            Akka.Persistence.Persistence.Instance.Apply(host.Services.GetRequiredService<ActorSystem>()).JournalFor(null).Path.Name,
            StringComparison.Ordinal);
        await host.StopAsync();
    }

    /// <summary>Tells its settings.</summary>
    private sealed class Configured(Config config) : MemoryJournal
    {
        protected override bool ReceivePluginInternal(object message)
        {
            Sender.Tell(config.GetString((string)message));
            return true;
        }
    }

    private sealed class Lost : Journaled
    {
        public Lost(string id, IActorRef log)
            : base(id, log) => JournalPluginId = "akka.persistence.journal.missing";
    }
}
