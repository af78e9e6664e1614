using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;

namespace EdgeActors.Specs.PowerLoss;

/// <summary>A folder as a power cut may leave it, and what had been promised by then.</summary>
/// <param name="After">How many events of the run had happened.</param>
/// <param name="Files">Content by absolute path of the recorded run.</param>
/// <param name="Folders">Folders that were there.</param>
/// <param name="Acknowledged">Captures that the client had heard OK for.</param>
internal sealed record CrashState(
    int After,
    IReadOnlyDictionary<string, byte[]> Files,
    IReadOnlyCollection<string> Folders,
    IReadOnlyCollection<string> Acknowledged)
{
    /// <summary>Writes the state below another folder.</summary>
    public void WriteTo(string recorded, string target)
    {
        foreach (string folder in Folders)
        {
            Directory.CreateDirectory(Moved(folder), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        foreach ((string path, byte[] content) in Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Moved(path))!);
            File.WriteAllBytes(Moved(path), content);
        }

        string Moved(string path) => target + path[recorded.Length..];
    }
}

/// <summary>Enumerates the distinct states in which a power cut may leave a recorded run's folder.</summary>
internal static class CrashStates
{
    // What was durable before is the same array in many states.
    private static readonly ConditionalWeakTable<byte[], byte[]> Hashes = [];

    public static IEnumerable<CrashState> Of(IReadOnlyList<DiskEvent> run, int seed)
    {
        Random random = new(seed);
        CrashDisk disk = new();
        List<string> acknowledged = [];
        HashSet<string> seen = [];
        for (int index = 0; index < run.Count; index++)
        {
            disk.Do(run[index]);
            if (run[index] is DiskEvent.Acknowledged told)
            {
                acknowledged.Add(told.Id);
            }

            foreach (Dictionary<string, byte[]> files in disk.States(random))
            {
                if (seen.Add(Fingerprint(files, acknowledged.Count)))
                {
                    yield return new CrashState(index + 1, files, [.. disk.Folders], [.. acknowledged]);
                }
            }
        }
    }

    private static string Fingerprint(Dictionary<string, byte[]> files, int acknowledged)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(acknowledged));
        foreach ((string path, byte[] content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + '\0' + content.Length + '\0'));
            hash.AppendData(Hashes.GetValue(content, SHA256.HashData));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
