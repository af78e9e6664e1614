namespace EdgeActors.Demo;

/// <summary>Conditions of a rotating machine that the demo's detector tells apart; the order is that of its output.</summary>
internal enum MachineCondition
{
    /// <summary>A small once-per-turn component and noise.</summary>
    Healthy,

    /// <summary>A heavy spot on the rotor: a strong component at the shaft's own frequency.</summary>
    Imbalance,

    /// <summary>Shafts that do not line up: a strong component at twice the shaft's frequency.</summary>
    Misalignment,

    /// <summary>A damaged outer race: short rings of the housing, 3.6 times a turn.</summary>
    BearingFault,
}

/// <summary>
/// Synthetic accelerometer windows: <see cref="WindowLength"/> samples at <see cref="SampleRate"/> Hz, in g. The same seed
/// gives the same windows.
/// </summary>
internal sealed class VibrationSignals(int seed)
{
    /// <summary>Samples in one window, a tenth of a second.</summary>
    public const int WindowLength = 256;

    /// <summary>Samples per second.</summary>
    public const double SampleRate = 2560;

    private const double FaultRate = 3.6;
    private const double Resonance = 760;
    private const double RingDecay = 180;

    private readonly Random _random = new(seed);

    /// <summary>All conditions, in the order of the detector's output.</summary>
    public static IReadOnlyList<MachineCondition> Conditions { get; } = Enum.GetValues<MachineCondition>();

    /// <summary>A fresh window of a machine that turns 27 to 33 times a second, at a random angle.</summary>
    public float[] Next(MachineCondition condition)
    {
        double shaft = Between(27, 33);
        double once = condition == MachineCondition.Imbalance ? Between(1.0, 1.8) : Between(0.15, 0.3);
        double twice = condition == MachineCondition.Misalignment ? Between(0.7, 1.4) : Between(0.03, 0.12);
        double ring = condition == MachineCondition.BearingFault ? Between(0.7, 1.5) : 0;
        (double onceAngle, double twiceAngle, double firstHit) = (Angle(), Angle(), Between(0, 1));
        double noise = Between(0.06, 0.12);

        float[] window = new float[WindowLength];
        for (int i = 0; i < window.Length; i++)
        {
            double time = i / SampleRate;
            double value = (once * Math.Sin((Math.Tau * shaft * time) + onceAngle))
                + (twice * Math.Sin((Math.Tau * 2 * shaft * time) + twiceAngle))
                + (ring * Ringing(time, shaft, firstHit))
                + (noise * Gaussian());
            window[i] = (float)value;
        }

        return window;
    }

    private static double Ringing(double time, double shaft, double firstHit)
    {
        double period = 1 / (FaultRate * shaft);
        double sinceHit = (time + (firstHit * period)) % period;
        return Math.Exp(-RingDecay * sinceHit) * Math.Sin(Math.Tau * Resonance * sinceHit);
    }

    private double Between(double low, double high) => low + ((high - low) * _random.NextDouble());

    private double Angle() => Between(0, Math.Tau);

    private double Gaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(Angle());
}
