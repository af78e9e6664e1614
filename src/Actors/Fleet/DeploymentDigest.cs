using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Fleet;

/// <summary>Names the contents of a deployment. Pure.</summary>
public static class DeploymentDigest
{
    /// <summary>SHA-256 over all texts, each with its length before it so that none can run into the next; lower-case hex.</summary>
    public static string Of(string name, string type, string policy, IEnumerable<ModelDefinition> definitions)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, name, type, policy);
        foreach (ModelDefinition one in definitions)
        {
            Append(hash, one.Handle, one.Url, one.ChecksumType, one.Checksum, one.Sha256, one.State);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, params ReadOnlySpan<string> texts)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (string text in texts)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
    }
}
