using Akka.Actor;

namespace Akka.Serialization;

public static class SerializerIdentifierHelper
{
    private const string Path = "akka.actor.serialization-identifiers";

    /// <exception cref="ArgumentException">The configuration holds no number for the type.</exception>
    public static int GetSerializerIdentifierFromConfig(Type type, ExtendedActorSystem system)
    {
        var wanted = TypeNames.Short(type);
        var numbers = system.Settings.Config.GetConfig(Path);
        foreach (var name in numbers?.Flatten().Keys ?? [])
        {
            if (Type.GetType(name) == type)
            {
                return numbers.GetInt(name);
            }
        }

        throw new ArgumentException(
            $"{Path} holds no number for [{wanted}]: add `\"{wanted}\" = <number above 40>` there, or override {nameof(Serializer.Identifier)}.",
            nameof(type));
    }
}

/// <summary>Names of types as configuration and stored manifests write them: type and assembly, without versions.</summary>
internal static class TypeNames
{
    public static string Short(Type type) => type is null ? "" : $"{type.FullName}, {type.Assembly.GetName().Name}";
}
