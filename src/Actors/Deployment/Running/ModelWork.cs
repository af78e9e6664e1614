using EdgeActors.Deployment.Journal;
using EdgeActors.Models.Swap;

namespace EdgeActors.Deployment.Running;

/// <summary>How far a run has come with one model. Used by the run only, one step at a time.</summary>
internal sealed class ModelWork(WantedModel wanted)
{
    public string Handle => wanted.Handle;

    public PackageRequest? Request => wanted.Package;

    /// <summary>The package; null before it is there, and for a handle that is to be empty.</summary>
    public StoredPackage? Package { get; set; }

    /// <summary>The loaded model; null before, after it was unloaded, and for a handle that is to be empty.</summary>
    public long? Staged { get; set; }

    /// <summary>How long the former one took on the inputs of the trial; null when that is not known.</summary>
    public TimeSpan? FormerTrial { get; set; }

    /// <summary>The model that was under the handle before; null when there was none.</summary>
    public long? Former { get; set; }

    /// <summary>What the former one had done when it was set aside.</summary>
    public ModelReading? FormerReading { get; set; }

    /// <summary>What the new one had done before clients saw it.</summary>
    public ModelReading? Published { get; set; }

    /// <summary>What deployments had put under the handle before.</summary>
    public LoadedModel? FormerLoaded { get; set; }

    /// <summary>Whether the handle means the new model now, or nothing if that is what is wanted.</summary>
    public bool IsInPlace { get; set; }

    /// <summary>Whether clients have ever seen it.</summary>
    public bool WasInPlace { get; set; }

    /// <summary>Why it is no good; empty when it is, as far as known.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Why going back failed; empty when it did not.</summary>
    public string UndoFault { get; set; } = "";

    public bool IsGood => Fault.Length == 0;

    /// <summary>The first reason counts.</summary>
    public void Fail(string reason)
    {
        if (IsGood)
        {
            Fault = DeploymentTexts.Short(reason);
        }
    }
}
