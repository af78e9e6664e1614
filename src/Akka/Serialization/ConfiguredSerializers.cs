using Akka.Actor;
using Akka.Configuration;

namespace Akka.Serialization;

/// <summary>Reads `akka.actor.serializers` and `akka.actor.serialization-bindings`.</summary>
internal static class ConfiguredSerializers
{
    private const string Serializers = "akka.actor.serializers";
    private const string BindingsPath = "akka.actor.serialization-bindings";
    private const string SettingsPath = "akka.actor.serialization-settings";

    public static IEnumerable<(string Name, Serializer Serializer)> Create(ExtendedActorSystem system)
    {
        foreach (var (name, typeName) in Section(system, Serializers))
        {
            var type = Type.GetType(typeName)
                ?? throw new ConfigurationException($"{Serializers}.{name} names an unknown type: [{typeName}]. Write `Namespace.Type, Assembly`.");
            yield return (name, Create(type, system, system.Settings.Config.GetConfig($"{SettingsPath}.{name}")));
        }
    }

    public static IEnumerable<(Type Type, string Name)> Bindings(ExtendedActorSystem system, Predicate<string> isKnown)
    {
        foreach (var (typeName, name) in Section(system, BindingsPath))
        {
            var type = Type.GetType(typeName)
                ?? throw new ConfigurationException($"{BindingsPath} names an unknown type: [{typeName}]. Write `Namespace.Type, Assembly`.");
            yield return isKnown(name)
                ? (type, name)
                : throw new ConfigurationException($"{BindingsPath}.\"{typeName}\" is [{name}], which {Serializers} does not hold.");
        }
    }

    private static Serializer Create(Type type, ExtendedActorSystem system, Config settings) => (Serializer)(
        settings is not null && type.GetConstructor([typeof(ExtendedActorSystem), typeof(Config)]) is not null
            ? Activator.CreateInstance(type, system, settings)
            : Activator.CreateInstance(type, system));

    private static IReadOnlyDictionary<string, string> Section(ExtendedActorSystem system, string path) =>
        system.Settings.Config.GetConfig(path)?.Flatten() ?? new Dictionary<string, string>();
}
