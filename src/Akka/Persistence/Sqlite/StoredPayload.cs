using System.Runtime.Serialization;
using System.Text;
using Akka.Serialization;

namespace Akka.Persistence.Sqlite;

/// <summary>An event or a state as it lies in a row.</summary>
/// <param name="Bytes">What the serializer wrote.</param>
/// <param name="SerializerId">Which serializer; null in rows of versions before serializer ids.</param>
/// <param name="Manifest">For the serializer; never null.</param>
internal readonly record struct StoredPayload(byte[] Bytes, int? SerializerId, string Manifest)
{
    /// <summary>Akka.NET's default serializer. There is none of it here: what it wrote is given back as the JSON text that it is.</summary>
    private const int Json = 1;

    public static StoredPayload Of(object value, Serialization.Serialization serialization)
    {
        Serializer serializer = serialization.FindSerializerFor(value);
        return new StoredPayload(serializer.ToBinary(value), serializer.Identifier, Serialization.Serialization.ManifestFor(serializer, value));
    }

    /// <param name="serialization">Of the system.</param>
    /// <param name="place">Where the row is, for the error.</param>
    /// <exception cref="SerializationException">Nobody can read it. The message names place, serializer and manifest.</exception>
    public object Read(Serialization.Serialization serialization, FormattableString place)
    {
        try
        {
            return SerializerId switch
            {
                Json => Encoding.UTF8.GetString(Bytes),
                { } id => serialization.Deserialize(Bytes, id, Manifest),
                null => throw new SerializationException("The row has no serializer id."),
            };
        }
        catch (Exception e)
        {
            throw new SerializationException(FormattableString.Invariant(
                $"Cannot read {FormattableString.Invariant(place)}, serializer id [{SerializerId}], manifest [{Manifest}]: {e.Message}"), e);
        }
    }
}
