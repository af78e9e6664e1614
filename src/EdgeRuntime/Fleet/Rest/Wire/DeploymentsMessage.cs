using System.Collections.Immutable;
using System.Text.Json;

namespace EdgeActors.Fleet.Rest.Wire;

/// <summary>
/// Answer to <see cref="WireOperation.Deployments"/>. The service only ever listed what was to be brought about; what is to be held, given up or
/// undone stands beside it, where the old agent does not look, each with its place among the others.
/// </summary>
internal static class DeploymentsMessage
{
    private const string Deployments = "Deployments";
    private const string Name = "DeploymentName";
    private const string Type = "Type";
    private const string Policy = "FailureHandlingPolicy";
    private const string Definitions = "Definitions";
    private const string Handle = "ModelHandle";
    private const string Url = "S3Url";
    private const string Checksum = "Checksum";
    private const string Sum = "Sum";
    private const string Sha256 = "Sha256";
    private const string State = "State";
    private const string Withheld = "Withheld";
    private const string Place = "Place";
    private const string Order = "Order";
    private const string Deployment = "Deployment";
    private const string OrderForm = "must be HOLD, ABORT or ROLLBACK";
    private const string NameForm = "must be a text";

    private static readonly (DeploymentOrder Order, string Word)[] Orders =
        [(DeploymentOrder.Hold, "HOLD"), (DeploymentOrder.Abort, "ABORT"), (DeploymentOrder.RollBack, "ROLLBACK")];

    /// <summary>The answer.</summary>
    public static ReadOnlyMemory<byte> Of(ImmutableArray<FleetDeployment> deployments) => WireText.Of(json =>
    {
        json.WriteList(Deployments, deployments.Where(static one => one.Order == DeploymentOrder.Run), Write);
        IEnumerable<(int Place, FleetDeployment Deployment)> withheld =
            deployments.Select(static (one, place) => (place, one)).Where(static pair => pair.one.Order != DeploymentOrder.Run);
        json.WriteStartObject(WireOperation.Beside);
        json.WriteList(Withheld, withheld, static (json, one) =>
        {
            json.WriteNumber(Place, one.Place);
            json.WriteString(Order, Orders.First(known => known.Order == one.Deployment.Order).Word);
            json.WriteStartObject(Deployment);
            Write(json, one.Deployment);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    });

    /// <summary>Reads it.</summary>
    /// <exception cref="WireFormatException">It is not of the form.</exception>
    public static ImmutableArray<FleetDeployment> Read(ReadOnlyMemory<byte> answer) => WireValue.Read(answer, static message =>
    {
        List<FleetDeployment> all = [.. message.Member(Deployments).Items().Select(static one => Read(one, DeploymentOrder.Run))];
        foreach (WireValue one in message.Member(WireOperation.Beside).Member(Withheld).Items())
        {
            string word = one.Member(Order).Text(static text => Orders.Any(known => known.Word == text), OrderForm);
            WireValue place = one.Member(Place);
            long at = place.Whole() ?? throw place.Fault("must be a whole number");
            all.Insert((int)Math.Min(at, all.Count), Read(one.Member(Deployment), Orders.First(known => known.Word == word).Order));
        }

        return all.ToImmutableArray();
    });

    private static void Write(Utf8JsonWriter json, FleetDeployment deployment)
    {
        json.WriteString(Name, deployment.Name);
        json.WriteString(Type, deployment.Type);
        json.WriteString(Policy, deployment.FailureHandlingPolicy);
        json.WriteList(Definitions, deployment.Definitions, Write);
    }

    private static void Write(Utf8JsonWriter json, ModelDefinition definition)
    {
        json.WriteString(Handle, definition.Handle);
        json.WriteGiven(Url, definition.Url);
        if (definition.Checksum.Length > 0)
        {
            json.WriteStartObject(Checksum);
            json.WriteString(Type, definition.ChecksumType);
            json.WriteString(Sum, definition.Checksum);
            json.WriteEndObject();
        }

        json.WriteString(State, definition.State);
        if (definition.Sha256.Length > 0)
        {
            json.WriteStartObject(WireOperation.Beside);
            json.WriteString(Sha256, definition.Sha256);
            json.WriteEndObject();
        }
    }

    private static FleetDeployment Read(WireValue deployment, DeploymentOrder order)
    {
        string name = deployment.Member(Name).Text(static text => text.Length > 0, NameForm);
        string type = deployment.Member(Type).Text() ?? "Model";
        string policy = deployment.Member(Policy).Text() ?? "ROLLBACK_ON_FAILURE";
        ImmutableArray<ModelDefinition> definitions = [.. deployment.Member(Definitions).Items().Select(Read)];
        return new FleetDeployment
        {
            Name = name,
            Type = type,
            FailureHandlingPolicy = policy,
            Definitions = definitions,
            Order = order,
            Digest = DeploymentDigest.Of(name, type, policy, definitions),
        };
    }

    private static ModelDefinition Read(WireValue definition) => new()
    {
        Handle = definition.Member(Handle).Text(static text => text.Length > 0, NameForm),
        Url = definition.Member(Url).Text() ?? "",
        ChecksumType = definition.Member(Checksum).Member(Type).Text() ?? "",
        Checksum = definition.Member(Checksum).Member(Sum).Text() ?? "",
        Sha256 = definition.Member(WireOperation.Beside).Member(Sha256).Text() ?? "",
        State = definition.Member(State).Text() ?? "DEPLOY",
    };
}
