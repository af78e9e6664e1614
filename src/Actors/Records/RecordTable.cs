using System.Runtime.Serialization;
using Google.Protobuf;

namespace EdgeActors.Records;

/// <summary>
/// The records of a journal and their manifests. A manifest is written for ever: a changed meaning gets a new one, which is added behind the old one. The last
/// one of a record is written, all of them are read. Fields that this version does not know are skipped.
/// </summary>
/// <typeparam name="TRecord">What all records of the journal are.</typeparam>
/// <param name="journal">Its name in errors.</param>
/// <param name="toWire">The message of a record.</param>
internal sealed class RecordTable<TRecord>(string journal, Func<TRecord, IMessage> toWire)
    where TRecord : class
{
    private readonly Dictionary<Type, string> _manifests = [];
    private readonly Dictionary<string, Func<byte[], TRecord>> _readers = [];

    /// <summary>Adds a kind of record. Its parser is asked for when one is read: making them all would cost each start.</summary>
    public RecordTable<TRecord> With<TWire, T>(string manifest, Func<MessageParser<TWire>> parser, Func<TWire, T> fromWire)
        where TWire : IMessage<TWire>
        where T : class, TRecord
    {
        _readers.Add(manifest, bytes => Parsed(manifest, parser().ParseFrom(bytes), fromWire));
        _manifests[typeof(T)] = manifest;
        return this;
    }

    /// <summary>Manifest of a record.</summary>
    /// <exception cref="SerializationException">The record is none of this journal.</exception>
    public string ManifestOf(object record) => _manifests.TryGetValue(record.GetType(), out string? manifest)
        ? manifest
        : throw new SerializationException($"{record.GetType()} is no record of {journal}; give it a manifest and a message");

    /// <summary>A record's bytes with their seal.</summary>
    public byte[] Write(TRecord record) => RecordSeal.Write(toWire(record));

    /// <summary>The record.</summary>
    /// <exception cref="SerializationException">The manifest is unknown: a later version wrote it.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are damaged.</exception>
    /// <exception cref="InvalidDataException">The bytes do not match their checksum, or hold a number that no record does.</exception>
    public TRecord Read(byte[] bytes, string manifest) =>
        RecordSeal.IsBroken(bytes) ? throw new InvalidDataException($"the record '{manifest}' of {bytes.Length} bytes does not match its checksum")
        : _readers.TryGetValue(manifest, out Func<byte[], TRecord>? read) ? read(bytes)
        : throw new SerializationException(
            $"{journal} holds a record '{manifest}' that this version does not know; run the version that wrote it, or a later one");

    private static T Parsed<TWire, T>(string manifest, TWire message, Func<TWire, T> fromWire)
    {
        try
        {
            return fromWire(message);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new InvalidDataException($"the record '{manifest}' holds a number that none has: {fault.Message}", fault);
        }
    }
}
