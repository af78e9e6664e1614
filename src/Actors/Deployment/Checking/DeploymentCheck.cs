using System.Collections.Immutable;
using EdgeActors.Fleet;
using EdgeActors.Wording;

namespace EdgeActors.Deployment.Checking;

/// <summary>What a fleet wrote, made into what the device acts on. A deployment at fault is refused as a whole and nothing of it is touched. Pure.</summary>
internal static class DeploymentCheck
{
    private const string RollBack = "ROLLBACK_ON_FAILURE";
    private const string DoNothing = "DO_NOTHING";
    private const string Deploy = "DEPLOY";
    private const string Undeploy = "UNDEPLOY";

    /// <summary>Checks all deployments; of several with one name only the last is looked at, as it would win anyway.</summary>
    public static CheckedDesire Of(ImmutableArray<FleetDeployment> deployments, DeploymentOptions options)
    {
        List<string> unnamed = [];
        List<CheckedDeployment> known = [];
        foreach (FleetDeployment one in deployments)
        {
            if (UnnamedFault(one) is { } fault)
            {
                unnamed.Add(fault);
                continue;
            }

            known.RemoveAll(other => other.Source.Name == one.Name);
            known.Add(Of(one, options));
        }

        return new CheckedDesire([.. known], [.. unnamed]);
    }

    private static string? UnnamedFault(FleetDeployment one) =>
        !EntityName.IsLegal(one.Name)
            ? $"a deployment is called '{Printable.Of(one.Name)}'; a name is 1 to {EntityName.Longest} letters, digits and hyphens, no hyphen at either end"
            : !HexDigest.IsLegal(one.Digest, HexDigest.Sha256)
                ? $"deployment '{one.Name}' came without a digest of its contents"
                : null;

    private static CheckedDeployment Of(FleetDeployment one, DeploymentOptions options)
    {
        List<string> faults = [];
        if (one.Type != "Model")
        {
            faults.Add($"Type is '{Printable.Of(one.Type)}'; Model is the only one there is");
        }

        if (one.FailureHandlingPolicy is not (RollBack or DoNothing))
        {
            faults.Add($"FailureHandlingPolicy is '{Printable.Of(one.FailureHandlingPolicy)}'; give {RollBack} or {DoNothing}");
        }

        if (one.Definitions.Length == 0 || one.Definitions.Length > options.MaxModels)
        {
            faults.Add($"it has {one.Definitions.Length} models; 1 to {options.MaxModels} are allowed");
        }

        // However many there are, what is told stays short.
        ImmutableArray<ModelDefinition> definitions = [.. one.Definitions.Take(options.MaxModels)];
        faults.AddRange(definitions.SelectMany(ModelFaults));
        faults.AddRange(definitions.GroupBy(static model => model.Handle).Where(static same => same.Count() > 1)
            .Select(static same => $"handle '{Printable.Of(same.Key)}' is there {same.Count()} times"));
        DeploymentSource source = new(one.Name, one.Digest);
        bool rollsBack = one.FailureHandlingPolicy != DoNothing;
        return faults.Count > 0
            ? new CheckedDeployment(source, one.Order, rollsBack, [], DeploymentTexts.Short("the deployment is at fault: " + string.Join("; ", faults)))
            : new CheckedDeployment(source, one.Order, rollsBack, [.. definitions.Select(Checked)]);
    }

    private static IEnumerable<string> ModelFaults(ModelDefinition model)
    {
        string who = $"model '{Printable.Of(model.Handle)}'";
        if (!EntityName.IsLegal(model.Handle))
        {
            yield return $"handle '{Printable.Of(model.Handle)}' is not 1 to {EntityName.Longest} letters, digits and hyphens without a hyphen at either end";
        }

        if (model.State is not (Deploy or Undeploy))
        {
            yield return $"State of {who} is '{Printable.Of(model.State)}'; give {Deploy} or {Undeploy}";
        }

        if (model.State != Deploy)
        {
            yield break;
        }

        if (PackageUrl.Fault(model.Url) is { } url)
        {
            yield return $"url of {who} {url}";
        }

        if (model.ChecksumType.Length > 0 || model.Checksum.Length > 0)
        {
            if (model.ChecksumType != "SHA1" || !HexDigest.IsLegal(model.Checksum, HexDigest.Sha1))
            {
                yield return $"checksum of {who} is not of type SHA1 with {HexDigest.Sha1} lower-case hex digits";
            }
        }
        else if (model.Sha256.Length == 0)
        {
            yield return $"{who} has neither a checksum nor a sha256, so that no package can be told from another";
        }

        if (model.Sha256.Length > 0 && !HexDigest.IsLegal(model.Sha256, HexDigest.Sha256))
        {
            yield return $"sha256 of {who} is not {HexDigest.Sha256} lower-case hex digits";
        }
    }

    private static CheckedModel Checked(ModelDefinition model) => new(
        model.Handle, model.State == Deploy ? new PackageRequest(model.Handle, model.Url, model.Checksum, model.Sha256) : null);
}
