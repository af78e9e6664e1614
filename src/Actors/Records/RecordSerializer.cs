using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace EdgeActors.Records;

/// <summary>Bytes of the events and snapshots of a journal; see <see cref="RecordTable{TRecord}"/>.</summary>
/// <typeparam name="TRecord">What the serializer is bound to.</typeparam>
public abstract class RecordSerializer<TRecord> : SerializerWithStringManifest
    where TRecord : class
{
    private readonly RecordTable<TRecord> _records;

    private protected RecordSerializer(ExtendedActorSystem? system, RecordTable<TRecord> records)
        : base(system!) => _records = records;

    /// <inheritdoc/>
    public sealed override string Manifest(object o) => _records.ManifestOf(o);

    /// <inheritdoc/>
    public sealed override byte[] ToBinary(object obj) => _records.Write((TRecord)obj);

    /// <inheritdoc/>
    /// <exception cref="SerializationException">The manifest is unknown: a later version wrote it.</exception>
    /// <returns>The record, or a <see cref="DamagedRecord"/>.</returns>
    public sealed override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return _records.Read(bytes, manifest);
        }
        catch (Exception damaged) when (damaged is InvalidProtocolBufferException or InvalidDataException)
        {
            return new DamagedRecord(manifest, bytes.Length) { Intact = Rescue(bytes, manifest) };
        }
    }

    /// <summary>What of a damaged record is whole; null when nothing is.</summary>
    private protected virtual TRecord? Rescue(byte[] bytes, string manifest) => null;

    /// <summary>Settings that bind a serializer to its records.</summary>
    /// <param name="serializer">It.</param>
    /// <param name="name">Its name among the settings.</param>
    private protected static string Binding(Type serializer, string name) => $$"""
        akka.actor {
          serializers.{{name}} = "{{NameOf(serializer)}}"
          serialization-bindings { "{{NameOf(typeof(TRecord))}}" = {{name}} }
        }

        """;

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
