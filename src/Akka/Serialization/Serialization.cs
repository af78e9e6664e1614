using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Serialization;

/// <summary>
/// The serializers of a system. Types are bound to them by configuration or by <see cref="AddSerializationMap"/>; there is no
/// serializer for everything, so a type that nobody bound is an error and not a surprise on disk.
/// </summary>
public class Serialization
{
    private readonly ConcurrentDictionary<Type, Serializer> _found = new();
    private readonly Lock _changing = new();
    private readonly Dictionary<int, Serializer> _byId = [];
    private readonly Dictionary<string, Serializer> _byName = [];
    private readonly List<(Type Type, Serializer Serializer)> _bindings = [];

    /// <exception cref="Configuration.ConfigurationException">A serializer or a bound type is unknown.</exception>
    public Serialization(ExtendedActorSystem system)
    {
        System = system;
        foreach (var (name, serializer) in ConfiguredSerializers.Create(system))
        {
            AddSerializer(name, serializer);
        }

        foreach (var (type, name) in ConfiguredSerializers.Bindings(system, _byName.ContainsKey))
        {
            AddSerializationMap(type, _byName[name]);
        }
    }

    public ExtendedActorSystem System { get; }

    public static string ManifestFor(Serializer s, object msg) => s switch
    {
        SerializerWithStringManifest named => named.Manifest(msg),
        { IncludeManifest: true } => TypeNames.Short(msg.GetType()),
        _ => "",
    };

    public void AddSerializer(string name, Serializer serializer)
    {
        lock (_changing)
        {
            if (_byId.TryGetValue(serializer.Identifier, out var known) && known.GetType() != serializer.GetType())
            {
                throw new ArgumentException(
                    $"Serializers [{known.GetType()}] and [{serializer.GetType()}] have the same identifier {serializer.Identifier}: give one of them another.",
                    nameof(serializer));
            }

            _byId[serializer.Identifier] = serializer;
            _byName[name] = serializer;
        }
    }

    public void AddSerializationMap(Type type, Serializer serializer)
    {
        lock (_changing)
        {
            _bindings.RemoveAll(binding => binding.Type == type);
            _bindings.Add((type, serializer));
            _byId.TryAdd(serializer.Identifier, serializer);
            _found.Clear();
        }
    }

    public byte[] Serialize(object o) => FindSerializerFor(o).ToBinary(o);

    /// <exception cref="SerializationException">No serializer has this identifier, or the manifest names no type.</exception>
    public object Deserialize(byte[] bytes, int serializerId, string manifest) => WithId(serializerId) switch
    {
        SerializerWithStringManifest named => named.FromBinary(bytes, manifest),
        var serializer when string.IsNullOrEmpty(manifest) => serializer.FromBinary(bytes, null),
        var serializer => serializer.FromBinary(bytes, Type.GetType(manifest) ?? throw new SerializationException(
            $"Cannot find manifest class [{manifest}] for serializer with id [{serializerId}].")),
    };

    public object Deserialize(byte[] bytes, int serializerId, Type type) => WithId(serializerId).FromBinary(bytes, type);

    public Serializer FindSerializerFor(object obj, string defaultSerializerName = null)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return FindSerializerForType(obj.GetType(), defaultSerializerName);
    }

    /// <exception cref="SerializationException">Neither the type nor a base or interface of it is bound to a serializer.</exception>
    public Serializer FindSerializerForType(Type objectType, string defaultSerializerName = null) =>
        _found.TryGetValue(objectType, out var known) ? known : Find(objectType, defaultSerializerName);

    private Serializer Find(Type type, string defaultName)
    {
        lock (_changing)
        {
            // The exact type first, then the first binding that fits.
            var found = _bindings.Find(binding => binding.Type == type).Serializer
                ?? _bindings.Find(binding => binding.Type.IsAssignableFrom(type)).Serializer;
            if (found is not null)
            {
                return _found[type] = found;
            }

            return defaultName is not null && _byName.TryGetValue(defaultName, out var fallback) ? fallback : throw new SerializationException(
                $"No serializer is bound to type [{TypeNames.Short(type)}]: bind it, or an interface that it implements, to a name of "
                + "akka.actor.serializers under akka.actor.serialization-bindings.");
        }
    }

    private Serializer WithId(int id)
    {
        lock (_changing)
        {
            return _byId.TryGetValue(id, out var serializer) ? serializer : throw new SerializationException(
                $"Cannot find serializer with id [{id}]: add the serializer that wrote these bytes to akka.actor.serializers.");
        }
    }
}
