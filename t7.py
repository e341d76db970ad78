import sys; sys.path.insert(0,'/tmp/f6/src')
import json, numpy as np, time
from detente.forecast.challenge import *
from detente.forecast.nash import find_nash
from detente.forecast.means import *
d=json.load(open('/work/shared/reference/cases/forecast/scholz_emission.json'))
I=d['input']; x=np.array([a['position'] for a in I]); c=np.array([a['capability'] for a in I]); s=np.array([a['salience'] for a in I])
for v,k in (('scholz-code','jmckib'),('printed','printed_eq31')):
    r=run_challenge(x,s,capability=c,variant=v)
    for t,rr in enumerate(d[k]['rounds']):
        p=rr['positions']; p=np.array(list(p.values()) if isinstance(p,dict) else p)
        assert np.abs(r.positions[t]-p).max()<1e-9,(v,t); assert abs(r.medians[t]-rr['median'])<1e-9 and abs(r.means[t]-rr['mean'])<1e-9
S=d['sultan']['input']; xs=np.array([float(a['Position']) for a in S]); cs=np.array([float(a['Capability']) for a in S]); ss=np.array([float(a['Salience']) for a in S])
r=run_challenge(xs,ss,capability=cs,rounds=5); print([m['median'] for m in d['sultan']['jmckib_rounds']], r.medians, r.means, d['sultan']['jmckib_rounds'][0]['mean'])
rng=np.random.default_rng(0)
for n in (15,200):
    x=rng.uniform(0,100,n); s=rng.uniform(.1,1,n); c=rng.uniform(1,10,n)
    t=time.process_time(); run_challenge(x,s,capability=c,rounds=5); print(n,(time.process_time()-t)/5)
x=rng.uniform(0,100,9); w=rng.uniform(1,3,9); s=rng.uniform(.2,1,9)
for K in (10,1e3,1e6):
    print(K, find_nash(x,w,-np.full(9,K*1e4),salience=s).value, (w*s*x).sum()/(w*s).sum(), find_nash(x,w,-np.full(9,K*1e2),salience=s,loss='absolute').value, weighted_median(x[:,None],(w*s)[:,None]))
