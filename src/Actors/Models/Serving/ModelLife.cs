using System.Diagnostics.CodeAnalysis;

namespace EdgeActors.Models.Serving;

/// <summary>Where a model stands.</summary>
internal enum ModelPhase
{
    /// <summary>The engine opens it.</summary>
    Loading,

    /// <summary>It serves.</summary>
    Ready,

    /// <summary>It answers what it has and takes no more.</summary>
    Draining,

    /// <summary>All is answered; the engine frees its memory.</summary>
    Releasing,
}

/// <summary>
/// What must outlive a restart of a model's actor: the session and where the model stands. Handed in with the actor's Props,
/// so that the next instance goes on where the last one failed.
/// </summary>
[SuppressMessage("Usage", "CA2213", Justification = "a source without timer or wait handle holds nothing, and a late load may still look at it")]
internal sealed class ModelLife(string handle, string url, string folder, long generation) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abandoned = new();
    private ServingModel? _serving;
    private bool _released;

    public string Handle { get; } = handle;

    /// <summary>As the client gave it.</summary>
    public string Url { get; } = url;

    /// <summary>Absolute folder of the model.</summary>
    public string Folder { get; } = folder;

    /// <summary>Names this load; never used twice in a process.</summary>
    public long Generation { get; } = generation;

    /// <summary>Used by the actor only.</summary>
    public ModelPhase Phase { get; set; } = ModelPhase.Loading;

    /// <summary>Used by the actor only: whether the load was handed to a thread.</summary>
    public bool LoadBegun { get; set; }

    /// <summary>Used by the actor only: how long the drain may take.</summary>
    public TimeSpan DrainTimeout { get; set; }

    /// <summary>Used by the actor only: why predictions are refused by now, if they are.</summary>
    public ModelFault? Revoked { get; set; }

    /// <summary>Ends the load as soon as the engine can.</summary>
    public CancellationToken Abandoned => _abandoned.Token;

    /// <summary>The model, from the end of the load until the session is released.</summary>
    public ServingModel? Serving
    {
        get
        {
            lock (_gate)
            {
                return _serving;
            }
        }
    }

    /// <summary>Keeps what the engine opened; false when nobody wants it any more, and then the caller disposes the session.</summary>
    public bool TryKeep(ServingModel serving)
    {
        lock (_gate)
        {
            if (_released)
            {
                return false;
            }

            _serving = serving;
            return true;
        }
    }

    /// <summary>Disposes the session, once, and whatever is opened later is refused. Blocks.</summary>
    public void Dispose()
    {
        ServingModel? serving;
        lock (_gate)
        {
            (serving, _serving, _released) = (_serving, null, true);
        }

        _abandoned.Cancel();
        serving?.Session.Dispose();
    }
}
