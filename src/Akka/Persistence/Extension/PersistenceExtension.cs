using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Persistence;

/// <summary>Starts the journals and snapshot stores of a system, each once and when it is first asked for, as actors under /system.</summary>
public class PersistenceExtension : IExtension
{
    private const string JournalFallback = "akka.persistence.journal-plugin-fallback";
    private const string SnapshotStoreFallback = "akka.persistence.snapshot-store-plugin-fallback";
    private const string NoSnapshotStore = "akka.persistence.no-snapshot-store";

    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<string, Lazy<Plugin>> _plugins = new();
    private readonly Lazy<IActorRef> _permits;
    private readonly Lazy<string> _defaultSnapshotStore;

    public PersistenceExtension(ExtendedActorSystem system)
    {
        _system = system;
        system.Settings.InjectTopLevelFallback(Persistence.DefaultConfig());
        _permits = new Lazy<IActorRef>(() => system.SystemActorOf(
            RecoveryPermitter.Props(Config.GetInt("akka.persistence.max-concurrent-recoveries")), "recoveryPermitter"));
        _defaultSnapshotStore = new Lazy<string>(DefaultSnapshotStore);
    }

    private Config Config => _system.Settings.Config;

    /// <exception cref="ArgumentException">The configuration does not describe the plugin.</exception>
    public IActorRef JournalFor(string journalPluginId) => Journal(journalPluginId).Actor;

    public IActorRef SnapshotStoreFor(string snapshotPluginId) =>
        PluginAt(string.IsNullOrEmpty(snapshotPluginId) ? _defaultSnapshotStore.Value : snapshotPluginId, SnapshotStoreFallback).Actor;

    internal IActorRef RecoveryPermits() => _permits.Value;

    internal Config JournalConfigFor(string journalPluginId) => Journal(journalPluginId).Config;

    private Plugin Journal(string id) => PluginAt(string.IsNullOrEmpty(id) ? DefaultJournal() : id, JournalFallback);

    private string DefaultJournal() => Config.GetString("akka.persistence.journal.plugin") is { Length: > 0 } path
        ? path
        : throw new ArgumentException("No default journal is configured: set akka.persistence.journal.plugin to the path of one.");

    private string DefaultSnapshotStore()
    {
        if (Config.GetString("akka.persistence.snapshot-store.plugin") is { Length: > 0 } path)
        {
            return path;
        }

        Logging.GetLogger(_system, this).Warning(
            "No default snapshot store is configured: no snapshot can be saved until akka.persistence.snapshot-store.plugin is set.");
        return NoSnapshotStore;
    }

    private Plugin PluginAt(string path, string fallbackPath) =>
        _plugins.GetOrAdd(path, _ => new Lazy<Plugin>(() => Start(path, fallbackPath))).Value;

    private Plugin Start(string path, string fallbackPath)
    {
        var config = (Config.GetConfig(path) ?? throw new ArgumentException($"Persistence config is missing plugin config path for: {path}"))
            .SafeWithFallback(Config.GetConfig(fallbackPath));
        if (config.GetString("class") is not { Length: > 0 } className)
        {
            throw new ArgumentException($"Plugin class name must be defined in config property [{path}.class]");
        }

        var type = Type.GetType(className)
            ?? throw new ArgumentException($"{path}.class names an unknown type: [{className}]. Write `Namespace.Type, Assembly`.");
        var props = type.GetConstructor([typeof(Config)]) is null ? new Props(type) : new Props(type, [config]);
        return new Plugin(_system.SystemActorOf(props, path), config);
    }

    private sealed record Plugin(IActorRef Actor, Config Config);
}
