namespace EdgeActors.Storage.PeriodicUpload;

/// <summary>
/// Tells a file that the cloud refuses from a cloud that refuses everything: a refusal counts only when something was stored since the
/// one before.
/// </summary>
internal sealed class Refusals(int most)
{
    private readonly Dictionary<string, (int Count, long StoredBefore)> _refused = new(StringComparer.Ordinal);
    private long _stored;

    /// <summary>Notes that an object was stored.</summary>
    public void Stored(string name)
    {
        _stored++;
        _refused.Remove(name);
    }

    /// <summary>Notes a refusal; whether the file is to be set aside.</summary>
    /// <param name="name">Name of the file.</param>
    /// <param name="isLocal">Whether the fault is the file's whatever the cloud does, so that each refusal counts.</param>
    public bool Refused(string name, bool isLocal)
    {
        (int count, long storedBefore) = _refused.GetValueOrDefault(name, (0, -1));
        count += isLocal || _stored > storedBefore ? 1 : 0;
        _refused[name] = (count, _stored);
        return count >= most && (isLocal || _stored > 0);
    }

    /// <summary>Forgets a file that was set aside.</summary>
    public void Forget(string name) => _refused.Remove(name);
}
