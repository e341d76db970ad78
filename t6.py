import sys; sys.path.insert(0,'/tmp/f6/src')
import json, numpy as np, time
from detente.forecast.election import elect
from detente.forecast.situation import make_situation
from detente.forecast.spatial import *
VR={'Binary':'binary','PropBin':'prop-bin','Prop':'prop','PropCbc':'prop-cubic','Cubic':'cubic','ASymProsp':'asym-prospect'}
PC={'Conditional':'conditional','MarkovUniform':'markov-uniform','MarkovIncentive':'markov-incentive'}
RS={'None':'none','OneThird':'one-third','Half':'half','TwoThirds':'two-thirds','Full':'full'}
TP={'NoCommit':'none','SemiCommit':'semi','FullCommit':'full'}
BM={'InitOnlyInterp':'initiator','InitRcvrInterp':'both','PWCompInterp':'weighted'}
d=json.load(open('/work/shared/reference/cases/forecast/pce_unit.json')); w=0
for c in d['cases']:
    if c['kind']=='pce':
        e=elect(np.array(c['u'],float),np.array(c['w'],float).ravel(),voting=VR[c['VotingRule']],victory=c['VictoryProbModel'].lower(),solver=PC[c['PCEModel']])
        w=max(w,np.abs(e.probabilities-np.array(c['result']['p']).ravel()).max())
print('pce',w)
for f in ('eu_emission_sweep','smp_example_sweep'):
    d=json.load(open(f'/work/shared/reference/cases/forecast/{f}.json'))
    acts=[a['name'] for a in d['case']['actors']]; n=len(acts)
    for name,r in d['runs'].items():
        if 'positions' not in r or r['options']['StateTransitions']!='Deterministic': continue
        o=r['options']; ia=r.get('ideal_adjustment') or d['case'].get('ideal_adjustment')
        A=np.eye(n)
        if ia:
            for a,_,_ in ia: A[acts.index(a),acts.index(a)]=0
            for a,b,v in ia: A[acts.index(a),acts.index(b)]=v
        s=make_situation([a['position'] for a in d['case']['actors']],[a['salience'] for a in d['case']['actors']],[a['capability'] for a in d['case']['actors']],actors=acts,affinities=A)
        op=SpatialOptions(VR[o['VotingRule']],o['VictoryProbModel'].lower(),PC[o['PCEModel']],RS[o['BigRAdjust']],o['BigRRange'].lower(),TP[o['ThirdPartyCommit']],o['InterVecBrgn'].lower(),BM[o['BargnModel']],compatible=True)
        if r['positions'] is None: print(name, 'no positions', run_spatial(s,op).positions[-1].ravel()); continue
        run=run_spatial(s,op); ref=np.array(r['positions'])
        if len(ref)!=len(run.positions): print(f,name,'LEN',len(ref),len(run.positions))
        m=min(len(ref),len(run.positions)); e=np.abs(run.positions[:m]-ref[:m]).max()
        if e>1e-9: print(f,name,e)
rng=np.random.default_rng(0)
for n in (20,100,200):
    s=make_situation(rng.uniform(0,100,(n,1)),rng.uniform(10,100,(n,1)),rng.uniform(1,100,n))
    t=time.process_time(); run_spatial(s,max_turns=1); print(n,time.process_time()-t)
